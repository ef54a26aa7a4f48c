-- The agents that failed in the second line: the rows of 'her2gc query failed-agents --line second'.
SELECT agent, trial, lines, COALESCE(onDisease, enrolledDisease, 'not stated') AS disease, places, review
FROM verdicts
WHERE outcome = 'failed' AND array_contains(lines, 'second line')
ORDER BY agent, trial
