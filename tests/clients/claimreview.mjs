// ClaimReview in three programs: the preset of structured-data-testing-tool, Adobe's validator with schema.org's own
// vocabulary, and what they extract held against the words of the claims. Run from the folder with node_modules:
//   node claimreview.mjs FOLDER TRUTH
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, truthPath] = process.argv.slice(2);
const packages = path.join(process.cwd(), 'node_modules');
const require = createRequire(path.join(process.cwd(), 'x.js'));
const { structuredDataTest } = require('structured-data-testing-tool');
const { Google } = require('structured-data-testing-tool/presets');
const lines = readFileSync(truthPath, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const rated = new Map(lines.filter((line) => line.type === 'claim' && line.verdict).map((line) => [`${line.article.id}-${line.id}`, line]));

const graph = new Map();
const short = (iri) => iri.replace(/^https?:\/\/schema\.org\//, 'schema:').replace('http://www.w3.org/2000/01/rdf-schema#', 'rdfs:').replace('http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf:');
for (const line of readFileSync(path.join(packages, '@vocabulary/schema/schema.nq'), 'utf8').split('\n')) {
  const found = line.match(/^<([^>]+)> <([^>]+)> <([^>]+)>/);
  if (!found) continue;
  const [subject, property, object] = found.slice(1).map(short);
  if (!graph.has(subject)) graph.set(subject, { '@id': subject });
  const entry = graph.get(subject);
  if (property === 'rdf:type') {
    if (object === 'rdfs:Class' || object === 'rdf:Property') entry['@type'] = object;
  } else (entry[property] ??= []).push({ '@id': object });
}
const { default: Validator } = await import(pathToFileURL(path.join(packages, '@adobe/structured-data-validator/src/index.js')));
const extractor = require('@marbec/web-auto-extractor');
const Extractor = extractor.default ?? extractor;

let compared = 0;
const pages = readdirSync(folder).filter((file) => file.endsWith('.html'));
if (pages.length !== rated.size) throw new Error(`${pages.length} pages for ${rated.size} verdicts`);
for (const file of pages) {
  const html = readFileSync(path.join(folder, file), 'utf8');
  const tested = await structuredDataTest(html, { presets: [Google], schemas: ['ClaimReview'] }).catch((error) => error.res);
  if (tested.failed.length) throw new Error(`${file}: ${JSON.stringify(tested.failed.map((one) => one.description))}`);
  const data = new Extractor({ addLocation: true, embedSource: ['rdfa', 'microdata'] }).parse(html);
  const issues = (await new Validator({ '@graph': [...graph.values()] }).validate(data)).filter((one) => one.severity === 'ERROR' || /not supported|unknown/i.test(one.issueMessage));
  if (issues.length) throw new Error(`${file}: ${issues.map((one) => one.issueMessage).join('; ')}`);
  const [review] = data.jsonld.ClaimReview;
  const claim = rated.get(file.replace(/\.html$/, ''));
  for (const [theirs, ours] of [[review.claimReviewed, claim.words], [review.itemReviewed.text, claim.words], [review.reviewRating.alternateName, claim.verdict.label]]) {
    if (theirs !== ours) throw new Error(`${file}: ${theirs} is not ${ours}`);
    compared += 1;
  }
}
console.log(`compared ${compared}`);
process.exit(0);
