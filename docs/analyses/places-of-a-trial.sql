-- What is said of a trial, and where: the rows of 'her2gc query trial-statements --trial T-ACT'.
SELECT statement, kind, place, printed, statementIri, placeIri, review
FROM places
WHERE trial = 'T-ACT'
ORDER BY kind, statement, place
