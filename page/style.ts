/**
 * The style of pages. Colours are pairs for a light and a dark page; text stands out at 4.5:1 and lines of charts at 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
 * Nothing may be wider than the screen but tables, which scroll by themselves.
 */
export const palette = `
:root{--page:#eef1f4;--card:#fff;--line:#d5dbe1;--text:#16191f;--soft:#545b64;--link:#0059b3;--head:#f6f8fa;
--error:#b3261e;--warning:#8a5300;--good:#1a6b34;--calm:#4a5560;--error-back:#fdecea;--warning-back:#fff4e0;--good-back:#e8f5ec;--calm-back:#eef1f4;
--c0:#0072b2;--c1:#c04a00;--c2:#007a58;--c3:#a8457f;--c4:#8a6d00;--c5:#1f7fae;--c6:#5b5bd6;--c7:#4d4d4d}
@media (prefers-color-scheme:dark){:root{--page:#0f141a;--card:#192029;--line:#333d49;--text:#e8ecf1;--soft:#aeb8c4;--link:#7cb8ff;--head:#212a35;
--error:#ff9a90;--warning:#ffc266;--good:#7fd99a;--calm:#c0c9d3;--error-back:#3d1e1c;--warning-back:#39290c;--good-back:#15301e;--calm-back:#262f3a;
--c0:#56b4e9;--c1:#f28c4d;--c2:#3fc79a;--c3:#e08fc0;--c4:#e3c84b;--c5:#8fd0f5;--c6:#a9a9ff;--c7:#c9c9c9}}
`;

/** What every page of Outcrop's has in common. */
export const base = `
*{box-sizing:border-box}
body{margin:0;padding:18px;background:var(--page);color:var(--text);font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
a{color:var(--link)}
code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--calm-back);padding:0 3px;border-radius:3px;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
th,td{padding:4px 8px 4px 0;text-align:left;vertical-align:top;font-weight:400;overflow-wrap:anywhere}
thead th{color:var(--soft);font-size:12px;font-weight:600;border-bottom:1px solid var(--line)}
tbody tr+tr>*{border-top:1px solid var(--line)}
.number{text-align:right;font-variant-numeric:tabular-nums}
.none{color:var(--soft)}
.chip,.badge{display:inline-block;padding:0 7px;border-radius:9px;font-size:12px;font-weight:650;white-space:nowrap;color:var(--calm);background:var(--calm-back)}
.chip.error,.error>.badge{color:var(--error);background:var(--error-back)}
.chip.warning{color:var(--warning);background:var(--warning-back)}
.note{margin:2px 0 0;color:var(--soft);font-size:12px;overflow-wrap:anywhere}
.s0{--c:var(--c0)}.s1{--c:var(--c1)}.s2{--c:var(--c2)}.s3{--c:var(--c3)}.s4{--c:var(--c4)}.s5{--c:var(--c5)}.s6{--c:var(--c6)}.s7{--c:var(--c7)}
.swatch{display:inline-block;width:18px;height:0;margin-right:7px;vertical-align:middle;border-top:4px solid var(--c)}
.swatch.dashed{border-top-style:dashed}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;

/** Of the dashboard's preview. */
export const style = `${palette}${base}
header{max-width:1800px;margin:0 auto 14px}
h1{margin:0 0 4px;font-size:22px;line-height:1.25}
header p{margin:0;color:var(--soft);overflow-wrap:anywhere}
.notes{margin:6px 0 0;padding:0 0 0 14px;border-left:3px solid var(--line);list-style:none;color:var(--soft);font-size:12px;overflow-wrap:anywhere}
.grid{display:grid;grid-template-columns:repeat(24,minmax(0,1fr));grid-auto-rows:minmax(14px,auto);gap:10px;max-width:1800px;margin:0 auto}
.widget{min-width:0;padding:10px 12px;background:var(--card);border:1px solid var(--line);border-radius:8px;display:flex;flex-direction:column}
.widget.plain{padding:10px 2px 0;background:none;border:0}
.title{margin:0 0 8px;font-size:13px;line-height:1.3;font-weight:650;overflow-wrap:anywhere}
.text h2,.text h3,.text h4{margin:0 0 6px;line-height:1.25}
.text h2{font-size:17px}.text h3{font-size:16px}
.text p{margin:0 0 8px}.text p:last-child{margin:0}
.text th[scope=row]{min-width:11em}
.text table{margin:0 0 8px}
.scroll{overflow:auto;flex:1 1 auto;max-height:calc(var(--rows)*44px)}
.scroll.short{max-height:none}
.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.rows{font-size:12px;line-height:1.4}
.rows th,.rows td{padding-right:9px;overflow-wrap:normal}
.rows th:last-child,.rows td:last-child{padding-right:0}
.rows .long{min-width:15em}
.rows thead th{position:sticky;top:0;background:var(--card);vertical-align:bottom}
.rows time{font-variant-numeric:tabular-nums}
.rows time span{white-space:nowrap}
.good>.badge{color:var(--good);background:var(--good-back)}
.alarms{list-style:none;margin:0;padding:0}
.alarms li{display:flex;gap:10px;align-items:flex-start;padding:7px 0}
.alarms li+li{border-top:1px solid var(--line)}
.alarms .badge{flex:0 0 84px;text-align:center;padding:2px 4px}
.is-single .title{min-height:2.6em}
.values{display:flex;flex-wrap:wrap;gap:8px 24px}
.value{margin:0;color:var(--soft)}
.value strong{display:block;font-size:38px;line-height:1.1;font-weight:650;font-variant-numeric:tabular-nums;color:var(--text)}
.value.error strong{color:var(--error)}.value.warning strong{color:var(--warning)}
.empty{margin:0;padding:9px 11px;border-left:4px solid var(--line);background:var(--calm-back);overflow-wrap:anywhere}
.empty.good{border-color:var(--good);background:var(--good-back)}
.empty.failed{border-color:var(--error);background:var(--error-back)}
.chart{margin-bottom:6px;flex:1 1 auto;display:flex;flex-direction:column}
.y-label,.x-label{color:var(--soft);font-size:11px}
.x-label{text-align:right;margin-top:18px}
.plot{position:relative;flex:1 1 auto;min-height:120px;margin:6px 8px 0 44px}
.plot svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.y-ticks span{position:absolute;left:-44px;width:38px;text-align:right;transform:translateY(-50%);font-size:11px;color:var(--soft)}
.x-ticks{position:absolute;left:0;right:0;top:100%;height:16px}
.x-ticks span{position:absolute;transform:translateX(-50%);font-size:11px;color:var(--soft);white-space:nowrap;padding-top:3px}
.x-ticks .first{transform:none}.x-ticks .last{transform:translateX(-100%)}
.threshold-label{position:absolute;left:0;transform:translateY(-100%);font-size:11px;color:var(--error)}
path{fill:none;vector-effect:non-scaling-stroke}
.grid-line{stroke:var(--line);stroke-width:1}
.threshold{stroke:var(--error);stroke-width:1;stroke-dasharray:5 4}
.bad{fill:var(--error);opacity:.06}
.line{stroke:var(--c);stroke-width:calc(2px + var(--wider,0)*1.5px);stroke-linejoin:round}
.dots{stroke:var(--c);stroke-width:calc(7px + var(--wider,0)*3px);stroke-linecap:round}
.dashed .line{stroke-dasharray:6 4}
.legend{font-size:12px;margin-top:auto}
.legend th,.legend td{padding:1px 8px 1px 0}
.legend tbody tr+tr>*{border-top:0}
.legend td,.legend thead th+th{text-align:right;width:4.5em;font-variant-numeric:tabular-nums}
.bars th{width:45%}
.bars td{display:flex;align-items:center;gap:8px}
.bar{flex:1 1 auto;height:14px;background:var(--calm-back);border-radius:3px;overflow:hidden}
.bar span{display:block;height:100%;background:var(--c0);border-radius:3px}
.bars b{min-width:2.5em;text-align:right;font-variant-numeric:tabular-nums}
@media (max-width:900px){body{padding:10px}.grid{display:block}.widget{margin-bottom:10px}.scroll{max-height:70vh}.is-single .title{min-height:0}.text th[scope=row]{min-width:6em}.text{overflow-x:auto}}
@media print{body{padding:0;background:none}.grid{display:block}.widget{margin-bottom:8px}.is-metrics,.is-alarms{break-inside:avoid}.scroll{max-height:none;overflow:visible}.title,.plain{break-after:avoid}}
`;
