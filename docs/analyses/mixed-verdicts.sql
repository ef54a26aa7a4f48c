-- Agents that succeeded in one trial and failed in another: the rows of 'her2gc query mixed-verdicts'.
SELECT good.agent, good.trial AS succeededIn, bad.trial AS failedIn, good.verdictIri AS good, bad.verdictIri AS bad
FROM verdicts AS good
JOIN verdicts AS bad ON good.agentIri = bad.agentIri AND good.trialIri <> bad.trialIri
WHERE good.outcome = 'succeeded' AND bad.outcome = 'failed'
  AND COALESCE(good.onDisease, '') <> 'breast cancer' AND COALESCE(good.enrolledDisease, '') <> 'breast cancer'
ORDER BY good.agent, succeededIn, failedIn
