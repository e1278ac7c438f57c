import { machineFaults } from '../protocol/machine-fault.ts'
import { type Html, html } from './html.ts'

/** What every number of the machine issuer means, a heading each: where `error_uri` leads (section 8). For developers, in English. */
export const machineFaultsPage = (stylesheet: string): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Refusals of the machine issuer – Portvakt</title>
<link rel="stylesheet" href="${stylesheet}">
<link rel="icon" href="data:,">
</head>
<body class="pv-page">
<main class="pv-main">
<div class="pv-content">
<h1 class="ds-heading" data-size="md">Refusals of the machine issuer</h1>
<p>The description of an error begins with one of these numbers and ends with a reference for support.</p>
${Object.entries(machineFaults).map(
  ([number, { error, cause }]) => html`<h2 class="ds-heading" data-size="xs" id="${number}">${number}</h2>
<p>${cause} Answered as <code>${error}</code>.</p>
`,
)}</div>
</main>
</body>
</html>
`
