import { base, palette } from "../../page/style.ts";

/** Of the dashboard's preview. */
export const style = `${palette}${base}
header{max-width:1800px;margin:0 auto 14px}
h1{margin:0 0 4px;font-size:22px;line-height:1.25}
header p{margin:0;color:var(--soft);overflow-wrap:anywhere}
.notes{margin:6px 0 0;padding:0 0 0 14px;border-left:3px solid var(--line);list-style:none;color:var(--soft);
  font-size:12px;overflow-wrap:anywhere}
.grid{display:grid;grid-template-columns:repeat(24,minmax(0,1fr));grid-auto-rows:minmax(14px,auto);gap:10px;
  max-width:1800px;margin:0 auto}
.widget{min-width:0;padding:10px 12px;background:var(--card);border:1px solid var(--line);border-radius:8px;
  display:flex;flex-direction:column}
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
.rows .long{min-width:15em;overflow-wrap:anywhere}
.rows tbody td:first-child:not(:has(.chip)){min-width:min(10em,30vw)}
.rows thead th{position:sticky;top:0;background:var(--card);vertical-align:bottom}
.rows thead button{all:unset;cursor:pointer;color:inherit;font:inherit}
.rows thead button:hover{text-decoration:underline}
.rows thead button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.rows thead button::after{content:"\\a0↕";content:"\\a0↕"/"";color:var(--line)}
.rows [aria-sort=ascending] button::after{content:"\\a0↑";
  content:"\\a0↑"/"";color:var(--link)}
.rows [aria-sort=descending] button::after{content:"\\a0↓";
  content:"\\a0↓"/"";color:var(--link)}
.rows time{font-variant-numeric:tabular-nums}
.rows time span{white-space:nowrap}
.good>.badge,.chip.good{color:var(--good);background:var(--good-back)}
.alarms{list-style:none;margin:0;padding:0;display:grid;gap:6px 18px;
  grid-template-columns:repeat(auto-fill,minmax(290px,1fr))}
.alarms li{display:flex;gap:10px;align-items:flex-start;padding:5px 0}
.alarms .badge{flex:0 0 84px;text-align:center;padding:2px 4px}
.is-single .title{min-height:2.6em}
.values{display:flex;flex-wrap:wrap;gap:8px 24px}
.value{margin:0;color:var(--soft)}
.value strong{display:block;font-size:38px;line-height:1.1;font-weight:650;font-variant-numeric:tabular-nums;
  color:var(--text)}
.value.error strong{color:var(--error)}.value.warning strong{color:var(--warning)}
.empty{margin:0;padding:9px 11px;border-left:4px solid var(--line);background:var(--calm-back);
  overflow-wrap:anywhere}
.empty.good{border-color:var(--good);background:var(--good-back)}
.empty.failed{border-color:var(--error);background:var(--error-back)}
.chart{margin-bottom:6px;flex:1 1 auto;display:flex;flex-direction:column}
.y-label,.x-label{color:var(--soft);font-size:11px}
.x-label{text-align:right;margin-top:18px}
.plot{position:relative;flex:1 1 auto;min-height:120px;margin:6px 8px 0 44px}
.plot svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.y-ticks span{position:absolute;left:-44px;width:38px;text-align:right;transform:translateY(-50%);
  font-size:11px;color:var(--soft)}
.x-ticks{position:absolute;left:0;right:0;top:100%;height:16px}
.x-ticks span{position:absolute;transform:translateX(-50%);font-size:11px;color:var(--soft);
  white-space:nowrap;padding-top:3px}
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
@media (max-width:900px){body{padding:10px}.grid{display:block}.widget{margin-bottom:10px}.scroll{
  max-height:70vh}.is-single .title{min-height:0}.text th[scope=row]{min-width:6em}.text{overflow-x:auto}}
@media (max-width:600px){.rows,.rows tbody{display:block}
.rows thead{display:block}
.rows thead tr{display:flex;flex-wrap:wrap;gap:2px 12px;padding:0 0 6px;border-bottom:1px solid var(--line)}
.rows thead tr::before{content:"Sort by";color:var(--soft)}
.rows thead th{position:static;border:0;padding:0}
.rows tbody tr{display:flex;flex-wrap:wrap;gap:2px 14px;padding:9px 0}
.rows tbody tr+tr{border-top:1px solid var(--line)}
.rows tbody td{display:block;border:0;padding:0;text-align:left;overflow-wrap:anywhere;min-width:0}
.rows tbody td:not(:first-child):not(:has(.chip))::before{content:attr(data-field) ": ";color:var(--soft)}
.rows tbody td:has(.none){display:none}
.rows tbody .long{flex:1 0 100%}}
@media print{body{padding:0;background:none}.grid{display:block}.widget{margin-bottom:8px}
.is-metrics,.is-alarms{break-inside:avoid}.scroll{max-height:none;overflow:visible}.title,.plain{
  break-after:avoid}}
`;
