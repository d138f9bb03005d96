import { createHash } from 'node:crypto';
import { type Drawing, EDGE_NAMES, EDGES, KIND_NAMES, KINDS } from './drawing.ts';
import type { Sources } from './explanation.ts';
import type { GraphIndex } from './graph-index.ts';
import type { Layout } from './layout.ts';
import { markup } from './markup.ts';
import { pageDetails, type ThingDetails } from './page-details.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { DARK, LIGHT, pictureStyle, themeStyle } from './picture-style.ts';
import { pictureOf } from './svg.ts';

/**
 * One page that holds everything it needs: a picture to move and zoom in, a search, and what is known of each thing. Its policy lets
 * nothing run but its own script, and nothing be loaded; names of the user's are text and never markup.
 */
export function pageOf(drawing: Drawing, layout: Layout, index: GraphIndex, sources: Sources): string {
  const style = `:root{${themeStyle(LIGHT)}}@media (prefers-color-scheme:dark){:root{${themeStyle(DARK)}}}${pictureStyle()}${PAGE_STYLE}`;
  const placed = [...layout.boxes, ...layout.nodes];
  const things = pageDetails(
    placed.map(({ thing }) => thing),
    index,
    sources,
  );
  const data = {
    things,
    edges: layout.edges.map(({ edge }) => edge),
    kinds: KIND_NAMES,
    areas: placed.map(({ area }) => area),
    width: layout.width,
    height: layout.height,
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${digest(style)}'; script-src '${digest(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'">
<title>${markup(`${drawing.title} · Roadbed`)}</title>
<style>${style}</style>
</head>
<body>
${headerOf(drawing, things)}<main>
<section id="stage" aria-label="Graph; arrow keys move it, plus and minus zoom, Tab goes through its nodes">
<svg id="picture" xmlns="http://www.w3.org/2000/svg" viewBox="-24 -24 ${layout.width + 48} ${layout.height + 48}">${pictureOf(layout)}</svg>
<div class="legend" aria-label="Legend">${legend(drawing)}</div>
</section>
<aside id="panel" aria-live="polite"></aside>
</main>
<noscript>The picture is whole without scripts; search and details need them.</noscript>
<script type="application/json" id="data">${JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, escaped)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** What stands above the picture: the search, the filters and the zoom. */
function headerOf({ title, subtitle }: Drawing, things: readonly ThingDetails[]): string {
  const applications = unique(things.flatMap((thing) => thing.applications));
  const clusters = unique(things.flatMap((thing) => thing.clusters));
  return `<header>
<div class="name"><h1>${markup(title)}</h1><p>${markup(subtitle)}</p></div>
<label class="search"><span class="hidden">Search</span><input id="search" type="search" placeholder="Search names, kinds, files  ( / )" autocomplete="off" spellcheck="false"></label>
${choice('application', 'All applications', applications)}
${choice('cluster', 'All clusters', clusters)}
<div class="zoom" role="group" aria-label="Zoom"><button type="button" id="out" aria-label="Zoom out" title="Zoom out (-)">−</button><button type="button" id="fit" aria-label="Show everything" title="Show everything (0)">Fit</button><button type="button" id="in" aria-label="Zoom in" title="Zoom in (+)">+</button></div>
</header>
`;
}

/** Within JSON a character may stand as its code, so that no name can end the element around it. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function choice(id: string, all: string, names: readonly string[]): string {
  const options = names.map((name) => `<option value="${markup(name)}">${markup(name)}</option>`);
  return `<label><span class="hidden">${all}</span><select id="${id}"><option value="">${all}</option>${options.join('')}</select></label>`;
}

function legend({ boxes, nodes, edges }: Drawing): string {
  const kinds = new Set([...boxes, ...nodes].map(({ kind }) => kind));
  const drawn = new Set(edges.map(({ kind }) => kind));
  return [
    ...KINDS.filter((kind) => kinds.has(kind)).map(
      (kind) =>
        `<span><svg width="18" height="14" aria-hidden="true"><g class="node k-${kind}"><rect x="1" y="1" width="16" height="12" rx="4"/></g></svg>${KIND_NAMES[kind]}</span>`,
    ),
    ...EDGES.filter((kind) => drawn.has(kind)).map(
      (kind) =>
        `<span><svg width="30" height="14" aria-hidden="true"><g class="edge e-${kind}"><path d="M0 7H22"/><path class="head" d="M29 7L20 3L22 7L20 11Z"/></g></svg>${EDGE_NAMES[kind]}</span>`,
    ),
  ].join('');
}
