import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../css/tokens.css", import.meta.url), "utf8");
const LEAST = 4.5; // WCAG 2.2, 1.4.3; axe cannot see highlights, so it is computed here

test("text can be read on every level of heat, in light and in dark", () => {
  const ink = colours("heat-ink");
  for (const level of [1, 2, 3, 4]) {
    colours(`heat-${level}`).forEach((ground, scheme) => {
      const ratio = contrast(ground, ink[scheme]!);
      assert.ok(ratio >= LEAST, `heat-${level}, scheme ${scheme}: ${ratio.toFixed(2)}`);
    });
  }
});

/** The light and the dark value of a token. */
function colours(token: string): string[] {
  const found = new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css);
  assert.ok(found, token);
  return [found[1]!, found[2]!];
}

/** The contrast ratio of two colours (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d).join("") : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const share = parseInt(digits.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
