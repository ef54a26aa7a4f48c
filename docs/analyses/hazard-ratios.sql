-- Every hazard ratio with its interval and p-value, the largest first: the rows of 'her2gc query hazard-ratios'.
SELECT trial, measure, hazardRatio, lower, upper, pSign, p, population, analysis, contrastIri, review
FROM contrasts
WHERE hazardRatio IS NOT NULL
ORDER BY hazardRatio DESC, contrastIri
