import { html, Markup } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';

/** One HTML page that needs nothing else: no script, no request. */
export function page(title: string, lead: string, main: readonly Markup[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${title}</title>
        <style>
          ${new Markup(PAGE_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="lead">${lead}</p>
        </header>
        <main>${main}</main>
      </body>
    </html> `.text;
}

/** A part of the page; nothing where it has no content. */
export function section(heading: string, parts: readonly Markup[]): Markup {
  if (parts.length === 0) return html``;
  return html`<section>
    <h2>${heading}</h2>
    ${parts}
  </section>`;
}
