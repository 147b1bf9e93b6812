/**
 * The style that reports share, on the colours and the base of all pages. Numbers and paths are dense,
 * sentences are not. A report adds rules of its own to each of the three parts.
 */
import { base, palette } from "./style.ts";

export function reportStyle({ always = "", narrow = "", paper = "" }): string {
  return `${palette}${base}${common}${always}
@media screen and (max-width:760px){
${commonNarrow}${narrow}}
@media print{
${commonPaper}${paper}}
`;
}

const common = `
html{scroll-padding-top:12px}
body{padding:20px 24px 40px;font-size:14px;line-height:1.5}
header,main,footer{max-width:1180px;margin:0 auto}
h1{margin:0;font-size:20px;line-height:1.3;overflow-wrap:anywhere}
h2{margin:0 0 6px;font-size:18px;line-height:1.3}
h3{margin:0;font-size:14px;line-height:1.4;overflow-wrap:anywhere}
h4{margin:12px 0 4px;font-size:12px;font-weight:650;color:var(--soft)}
p{margin:0 0 8px;overflow-wrap:anywhere}
ul{margin:0;padding-left:18px}
header .note{margin:2px 0 6px;font-size:13px}
nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;margin:0 0 12px;padding:0;list-style:none}
nav a{display:inline-block;padding:3px 0}
a:focus-visible,summary:focus-visible,input:focus-visible,textarea:focus-visible,button:focus-visible,
  .scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.card h4{margin-top:10px}
h3+ul{margin-bottom:10px}
section{margin:0 0 18px;padding:16px 18px 18px;background:var(--card);border:1px solid var(--line);
  border-radius:8px}
section>.note{margin:0 0 10px;font-size:13px}
.answer{border-left-width:6px;padding:16px 22px 14px}
.answer.error{border-left-color:var(--error)}.answer.warning{border-left-color:var(--warning)}
.answer.good{border-left-color:var(--good)}.answer.calm{border-left-color:var(--calm)}
.answer h2{font-size:24px;line-height:1.25}
.answer.error h2{color:var(--error)}.answer.warning h2{color:var(--warning)}.answer.good h2{color:var(--good)}
.lead{max-width:110ch;text-wrap:pretty;margin:6px 0 14px;font-size:15px;line-height:1.5}
.facts{margin:0;display:grid;grid-template-columns:minmax(0,1fr);gap:10px}
.facts>div{display:grid;grid-template-columns:84px minmax(0,1fr);gap:12px}
.facts dt{color:var(--soft);font-weight:600}
.facts dd{margin:0;overflow-wrap:anywhere}
.facts p{margin:0}
.facts.brief{margin:8px 0 14px;font-size:15px;line-height:1.45}
dd .fix{font-weight:550}
ol{margin:0 0 10px;padding-left:24px}
.page h4{margin:14px 0 4px;font-size:13px;color:inherit}
.page table{margin:0 0 8px}.page pre{margin:0 0 8px}.page ul{margin:0 0 8px}
p.fix{padding:8px 12px;background:var(--good-back);border-left:4px solid var(--good)}
.rests{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px 32px;margin:16px 0 0;
  padding:14px 0 0;border-top:1px solid var(--line)}
.rests h3{margin:0 0 4px}
.rests h3 span{font-weight:400}
.rests li{overflow-wrap:anywhere}
.numbers{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:8px 24px;margin:16px 0 8px;
  padding:12px 0 0;list-style:none;border-top:1px solid var(--line)}
.numbers strong{display:block;font-size:17px;font-variant-numeric:tabular-nums}
.numbers span{color:var(--soft);font-size:13px}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:flex-start;gap:6px 18px}
.top h2{flex:0 1 auto;margin:0}
.top [hidden]{display:none}
.paste .note:empty{display:none}
.paste textarea{display:block;width:100%;margin:8px 0 0;padding:8px 10px;font:inherit;font-size:13px;
  color:inherit;background:var(--page);border:1px solid var(--calm);border-radius:5px}
.paste textarea[hidden]{display:none}
.code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-weight:400;color:var(--soft)}
a .code{color:inherit}
.chip{white-space:normal}
.card{margin:0 0 8px;padding:0 14px;border:1px solid var(--line);border-radius:6px}
.card[open]{padding-bottom:12px}
.card:target{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}
.card>summary{margin:0 -14px;padding:8px 14px;cursor:pointer}
.card[open]>summary{margin-bottom:8px;border-bottom:1px solid var(--line)}
.card>summary h3{display:inline}
.card>summary:hover{background:var(--head)}
summary{cursor:pointer}
.fold>summary{padding:8px 0;color:var(--soft)}
summary .note{display:inline}
.values{margin:0 0 8px}
.values>div{display:grid;grid-template-columns:minmax(110px,190px) minmax(0,1fr);gap:12px;padding:1px 0}
.values dt{color:var(--soft);overflow-wrap:anywhere}
.values dd{margin:0;overflow-wrap:anywhere}
.card>.scroll{margin-bottom:10px}
.card>.values{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));column-gap:32px}
.raw{margin:6px 0 0;font-size:13px}
.raw summary{color:var(--soft);overflow-wrap:anywhere}
pre{margin:4px 0 0;padding:8px 10px;background:var(--calm-back);border-radius:4px;font:12px/1.5 ui-monospace,
  SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.scroll{overflow:auto}
.scroll.tall{max-height:76vh}
.rows{font-size:13px;line-height:1.4}
.rows th,.rows td{padding:5px 14px 5px 0;overflow-wrap:normal}
.rows thead th{position:sticky;top:0;z-index:1;background:var(--card);vertical-align:bottom;
  white-space:nowrap}
.rows tbody th{font-weight:600}
.rows code{overflow-wrap:normal}
.rows .note{margin:0}
.rows .number{text-align:right}
.rows .again{color:var(--soft);font-weight:400}
.rows time,.kind{white-space:nowrap}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:8px 14px;margin:0 0 10px}
.tools[hidden]{display:none}
.tools label:first-child{flex:0 0 100%;color:var(--soft)}
.tools p{margin:0;color:var(--soft)}
input[type=search]{flex:1 1 260px;min-width:0;padding:7px 10px;font:inherit;color:inherit;
  background:var(--page);border:1px solid var(--calm);border-radius:5px}
button{padding:6px 12px;font:inherit;color:inherit;background:var(--head);border:1px solid var(--calm);
  border-radius:5px;cursor:pointer}
.check{display:inline-flex;align-items:center;gap:6px}
svg{display:block;overflow:visible}
.dot{display:inline-block;width:9px;height:9px;margin-right:4px;border-radius:2px;background:var(--c)}
.sign{display:inline-block;width:1.2em;text-align:center}
.keys{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 12px;padding:0;list-style:none;font-size:12px}
.keys li{display:flex;align-items:center;gap:6px}
`;

const commonNarrow = `
  body{padding:12px 10px 30px}section{padding:12px}.answer{padding:14px 14px 10px}
  .stacked .rows{min-width:0}.stacked thead{display:none}.stacked tr{display:block;padding:8px 0}
  .stacked tr>*{display:block;border:0!important;padding:1px 0;overflow-wrap:anywhere}
  .stacked [data-label]::before{content:attr(data-label) ": ";color:var(--soft);font-weight:600}
  .stacked tbody tr+tr{border-top:1px solid var(--line)}
  .rests,.numbers{grid-template-columns:minmax(0,1fr)}.facts>div{grid-template-columns:minmax(0,1fr);gap:0}
  .values>div{grid-template-columns:96px minmax(0,1fr)}.card{padding:0 10px}
  .card>summary{margin:0 -10px;padding:8px 10px}
`;

const commonPaper = `
  :root{color-scheme:light}body{padding:0;background:none;font-size:10px;line-height:1.4}h1{font-size:16px}
  h2{font-size:13px}.answer h2{font-size:16px}h3,.lead{font-size:11px}
  .note,.chip,.rows,.raw,.keys,.numbers span,header .note,section>.note,h4,thead th,
    .rows thead th{font-size:9.5px}
  .numbers strong{font-size:12px}code,pre,.code{font-size:8.5px}section{margin:0 0 12px;border:0;padding:0}
  .answer{padding:0 0 0 10px;border-left:4px solid}summary,h2,h3{break-after:avoid}
  tr{break-inside:avoid}nav,.tools,.top button,.paste{display:none}
  .scroll,.scroll.tall{max-height:none;overflow:visible}.rows thead th{position:static;white-space:normal}
  .rows th,.rows td,.rows code{overflow-wrap:anywhere}
  .card>.values{grid-template-columns:repeat(2,minmax(0,1fr));column-gap:20px}
  .values>div{grid-template-columns:84px minmax(0,1fr)}
  .card::details-content{display:block;content-visibility:visible;height:auto}
`;
