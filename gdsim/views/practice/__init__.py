"""The place where one practises: home, questions, mock exam, review, progress."""
