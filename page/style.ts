/**
 * The style of pages. Colours are pairs for a light and a dark page; text has a contrast of 4.5:1 and lines
 * in charts have 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). Only tables may be wider than the screen; they scroll.
 */
export const palette = `
:root{--page:#eef1f4;--card:#fff;--line:#d5dbe1;--text:#16191f;--soft:#545b64;--link:#0059b3;--head:#f6f8fa;
--error:#b3261e;--warning:#8a5300;--good:#1a6b34;--calm:#4a5560;--error-back:#fdecea;--warning-back:#fff4e0;
  --good-back:#e8f5ec;--calm-back:#eef1f4;
--c0:#0072b2;--c1:#c04a00;--c2:#007a58;--c3:#a8457f;--c4:#8a6d00;--c5:#1f7fae;--c6:#5b5bd6;--c7:#4d4d4d}
@media (prefers-color-scheme:dark){:root{--page:#0f141a;--card:#192029;--line:#333d49;--text:#e8ecf1;
  --soft:#aeb8c4;--link:#7cb8ff;--head:#212a35;
--error:#ff9a90;--warning:#ffc266;--good:#7fd99a;--calm:#c0c9d3;--error-back:#3d1e1c;--warning-back:#39290c;
  --good-back:#15301e;--calm-back:#262f3a;
--c0:#56b4e9;--c1:#f28c4d;--c2:#3fc79a;--c3:#e08fc0;--c4:#e3c84b;--c5:#8fd0f5;--c6:#a9a9ff;--c7:#c9c9c9}}
`;

/** What every page of Outcrop's has in common. */
export const base = `
*{box-sizing:border-box}
body{margin:0;padding:18px;background:var(--page);color:var(--text);
  font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
a{color:var(--link)}
code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--calm-back);padding:0 3px;
  border-radius:3px;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
th,td{padding:4px 8px 4px 0;text-align:left;vertical-align:top;font-weight:400;overflow-wrap:anywhere}
thead th{color:var(--soft);font-size:12px;font-weight:600;border-bottom:1px solid var(--line)}
tbody tr+tr>*{border-top:1px solid var(--line)}
.number{text-align:right;font-variant-numeric:tabular-nums}
.none{color:var(--soft)}
.chip,.badge{display:inline-block;padding:0 7px;border-radius:9px;font-size:12px;font-weight:650;
  white-space:nowrap;color:var(--calm);background:var(--calm-back)}
.chip.error,.error>.badge{color:var(--error);background:var(--error-back)}
.chip.warning{color:var(--warning);background:var(--warning-back)}
.note{margin:2px 0 0;color:var(--soft);font-size:12px;overflow-wrap:anywhere}
.s0{--c:var(--c0)}.s1{--c:var(--c1)}.s2{--c:var(--c2)}.s3{--c:var(--c3)}.s4{--c:var(--c4)}.s5{--c:var(--c5)}
.s6{--c:var(--c6)}.s7{--c:var(--c7)}
.swatch{display:inline-block;width:18px;height:0;margin-right:7px;vertical-align:middle;
  border-top:4px solid var(--c)}
.swatch.dashed{border-top-style:dashed}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;
