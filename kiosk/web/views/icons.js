/** The few pictures of the kiosk, drawn with the colour of the text around them; none of them says anything alone. */
import { html } from "/contract/v1/vendor/lit-html/lit-html.js";

export const arrow = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M9 5l7 7-7 7" />
</svg>`;

export const arrowBack = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M15 5l-7 7 7 7" />
</svg>`;

export const paper = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7 3h10v18l-2.5-1.7L12 21l-2.5-1.7L7 21z" />
  <path d="M10 8h4M10 12h4" />
</svg>`;

export const eye = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
  <circle cx="12" cy="12" r="2.8" />
</svg>`;

export const mark = html`<span class="mark" aria-hidden="true"><i></i><i></i><i></i></span>`;
