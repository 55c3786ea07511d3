/**
 * A page that needs nothing else: no request leaves it, and its policy says so. In: a title, what
 * stands in it, and the script that it may run, if any. Out: HTML.
 * @module
 */
import { sha256Hex } from "../../base/bytes.ts";
import type { Markup } from "./markup.ts";
import { Markup as Trusted, NOTHING, markup } from "./markup.ts";
import { STYLE } from "./style.ts";

export function documentText(title: string, content: Markup, script?: string): string {
  const run = script === undefined ? NOTHING : markup`<script>${new Trusted(script)}</script>`;
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Trusted(STYLE)}</style></head>
<body>${content}
${run}</body></html>
`.text;
}

/** Nothing is loaded, and of scripts and styles only our own run, whatever else got in. */
function policy(script: string | undefined): string {
  return [
    "default-src 'none'",
    `style-src ${digest(STYLE)}`,
    `script-src ${script === undefined ? "'none'" : digest(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function digest(text: string): string {
  return `'sha256-${Buffer.from(sha256Hex(text), "hex").toString("base64")}'`;
}
