// W3C Web Annotation in four programs: Apache Annotator and dokieli anchor every quote in a DOM, Recogito parses each
// annotation, jsonld.js in safe mode refuses a term that would be dropped. Run from the folder with node_modules:
//   node webannotation.mjs FOLDER TRUTH
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, truthPath] = process.argv.slice(2);
const at = (file) => pathToFileURL(path.join(process.cwd(), 'node_modules', file));
const require = createRequire(path.join(process.cwd(), 'x.js'));
const { JSDOM } = require('jsdom');
const doc = JSON.parse(readFileSync(path.join(folder, 'annotations.jsonld'), 'utf8'));
const lines = readFileSync(truthPath, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const articles = new Map(lines.filter((line) => line.type === 'article').map((line) => [line.id, line]));

const dom = new JSDOM('<!DOCTYPE html><body></body>');
for (const name of ['window', 'document', 'Node', 'Range', 'NodeFilter', 'HTMLElement', 'Element', 'Text', 'CharacterData', 'Document'])
  Object.defineProperty(globalThis, name, { value: name === 'window' ? dom.window : dom.window[name], configurable: true, writable: true });
const pages = new Map([...articles].map(([id, article]) => {
  const page = document.body.appendChild(document.createElement('div'));
  page.textContent = article.text;
  return [id, page];
}));

let compared = 0;
const same = (what, theirs, ours) => {
  compared += 1;
  if (theirs !== ours) throw new Error(`${what}: ${JSON.stringify(theirs)} is not ${JSON.stringify(ours)}`);
};
const anchors = new Map();
for (const claim of lines.filter((line) => line.type === 'claim')) {
  // A quote keeps within its paragraph.
  const lines = (words) => words.split('\n').map((line) => line.trim()).filter(Boolean);
  const placed = (records) => records.filter((one) => !one.orphaned).flatMap((one) => lines(one.words));
  const name = `urn:sayso:claim:${claim.article.id}:${claim.id}`;
  anchors.set(name, [claim.article.id, placed(claim.spans)]);
  claim.chain.forEach((link, number) => {
    anchors.set(`${name}:source${number}`, [claim.article.id, placed(link.source)]);
    anchors.set(`${name}:cue${number}`, [claim.article.id, placed(link.cue)]);
  });
}

const apache = await import(at('@apache-annotator/dom/lib/index.js'));
const recogito = await import(at('@recogito/text-annotator/dist/text-annotator.es.js'));
const dokieli = await import(at('@dokieli/web-annotation/dist/index.js'));
const items = doc.first.items;
let wanted = 0;
for (const [, words] of anchors.values()) wanted += words.length ? 1 : 0;
same('annotations', items.length, wanted);
for (const item of items) {
  const [article, words] = anchors.get(item.id) ?? [];
  const page = pages.get(article);
  same(`${item.id} pieces`, item.target.length, words.length);
  for (const [number, target] of item.target.entries()) {
    const [quote, inSource] = target.selector;
    // Where the page is not at hand, the position counts in the text that the annotation names.
    const position = inSource ?? target.state.refinedBy;
    if (!inSource) same(`${item.id} counts in`, target.state.cached, `urn:sayso:article:${article}`);
    target.selector = [quote, position];
    same(`${item.id} words`, quote.exact, words[number]);
    const hits = [];
    for await (const range of apache.createTextQuoteSelectorMatcher(quote)(page)) hits.push(range.toString());
    same(`${item.id} quotes found`, hits.length, 1);
    same(`${item.id} by quote`, hits[0], words[number]);
    for await (const range of apache.createTextPositionSelectorMatcher(position)(page)) same(`${item.id} by position`, range.toString(), words[number]);
    same(`${item.id} in dokieli`, dokieli.resolveSelectorToRange(page, quote)?.toString(), words[number]);
  }
  const { parsed, error } = recogito.parseW3CTextAnnotation(item);
  if (error) throw new Error(`${item.id} in Recogito: ${error}`);
  same(`${item.id} in Recogito`, parsed.target.selector.map((one) => one.quote).join('\n'), words.join('\n'));
}

const source = readFileSync(path.join(process.cwd(), 'node_modules/@dokieli/web-annotation/dist/contexts/anno.js'), 'utf8');
const contexts = Object.values(await import('data:text/javascript,' + encodeURIComponent(source))).map((value) => value['@context'] ?? value);
const context = { '@context': contexts.find((value) => value && value.oa) };
// Copies of the context from before 2021 lack a term that the standard has.
context['@context'].assessing ??= 'oa:assessing';
const documentLoader = async (url) => {
  if (url !== 'http://www.w3.org/ns/anno.jsonld') throw new Error(`would fetch ${url}`);
  return { contextUrl: null, documentUrl: url, document: context };
};
const jsonld = (await import(pathToFileURL(require.resolve('jsonld')))).default;
const quads = await jsonld.toRDF(doc, { documentLoader, format: 'application/n-quads', safe: true });
if (!quads.includes('TextQuoteSelector')) throw new Error('no selector came out of jsonld.js');
console.log(`compared ${compared}`);
process.exit(0);
