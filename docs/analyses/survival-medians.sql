-- Median survival by arm or group, the longest first: the rows of 'her2gc query survival-medians'.
SELECT measure, value, unit, trial, of, population, COALESCE(disease, 'not stated') AS disease, figureIri, review
FROM results
WHERE measure IN ('overall survival', 'progression-free survival') AND value IS NOT NULL
ORDER BY measure, value DESC, figureIri
