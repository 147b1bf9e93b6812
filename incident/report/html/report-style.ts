/** The incident report's style: what it has beyond other reports. */
import { reportStyle } from "../../../page/report-style.ts";

const always = `
.facts.brief .meter{margin-left:0}
.before-list{margin:0}
.meter{display:inline-flex;gap:2px;margin:0 6px;vertical-align:middle}
.step{width:16px;height:9px;border:1px solid var(--calm);border-radius:2px}
.step.on{background:var(--calm)}
.pairs{margin:4px 0 8px}
.pair{display:grid;grid-template-columns:76px minmax(0,1fr);gap:8px;margin-top:2px;overflow-wrap:anywhere}
.pair .part{color:var(--soft)}
.root{display:inline-block;max-width:100%}
.rank{display:inline-block;min-width:1.4em;color:var(--soft);font-variant-numeric:tabular-nums}
.message{padding:8px 12px;background:var(--error-back);border-left:4px solid var(--error);
  font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px;white-space:pre-wrap}
.copy{min-width:23em}
.copy .values{margin:4px 0 6px}
.copy .values>div{grid-template-columns:96px minmax(0,1fr)}
#copies tbody th{min-width:10em}
.fates{min-width:15em;margin:0;padding:0;list-style:none}
.fates .code{white-space:nowrap}.fates .code wbr{display:none}
#load-time thead th:not(:first-child),#unused thead th:nth-child(2){text-align:right}
#load-time tbody th,#unused tbody :is(th,code){overflow-wrap:anywhere}
.rows .root,.rows .when,.rows .number{white-space:nowrap}
.error.sign,.flow-sign.error{color:var(--error);fill:var(--error)}
.calm.sign{color:var(--calm)}
.warning.sign,.flow-sign.warning{color:var(--warning);fill:var(--warning)}
.timeline{margin:0 0 10px}
.timeline svg.marks,.timeline svg.bars,.timeline svg.axis{width:100%}
.timeline text{font-size:11px;fill:var(--soft)}
.timeline .mark{font-size:13px;fill:var(--calm)}
.mark .error{fill:var(--error)}.mark .warning{fill:var(--warning)}
.timeline .mark-number{fill:var(--text)}
.mark-line{stroke:var(--calm);stroke-dasharray:2 3;opacity:.55}
.mark-line.error{stroke:var(--error)}.mark-line.warning{stroke:var(--warning)}
.tick{stroke:var(--calm)}
.lane{margin:0 0 6px}
.lane.rate{padding-bottom:4px}
.ran{fill:var(--line)}
.news{stroke:var(--link);stroke-width:1.5}
.timeline svg.news-labels{width:100%}.timeline .news-labels text{fill:var(--link);font-weight:600}
.lane-title{margin:0 0 2px;font-size:13px}
.lane-title .note{display:inline;margin-left:8px}
.base{fill:none;stroke:var(--line);vector-effect:non-scaling-stroke}
.well{fill:var(--c);opacity:.75}
.well.unknown{fill:var(--calm);opacity:.5}
.failed{fill:url(#hatch)}
.hatch-back{fill:var(--error)}.hatch-line{stroke:var(--card);stroke-width:2.4}
.flow{width:100%;min-width:760px;max-width:920px;height:auto;font-size:13px}
.flow text{fill:var(--text)}
.flow .flow-sign.error{fill:var(--error)}.flow .flow-sign.warning{fill:var(--warning)}
.flow .flow-root,.flow .flow-name{font-weight:650}
.flow .flow-detail,.flow .flow-group{fill:var(--soft)}
.flow-detail{font-size:12px}
.flow-link,.flow-lost{fill:none;stroke:var(--c)}
.flow-link{opacity:.4}
.flow-lost{stroke-width:1.6;stroke-dasharray:5 4}
.flow-node{fill:var(--c,var(--calm))}
.flow-node.is-error{fill:var(--error)}.flow-node.is-warning{fill:var(--warning)}
`;

const narrow = `
  .rows{min-width:820px}#copies{min-width:960px}.stacked .rows,.events .rows,:is(#load-time,#unused) .rows{min-width:0}
  .events thead{display:none}
  .events tr{display:grid;grid-template-columns:2.2em minmax(0,1fr);padding:6px 0;
    border-top:1px solid var(--line)}
  .events td{display:block;grid-column:2;border:0!important;padding:0;overflow-wrap:anywhere}
  .events .kind{white-space:normal}.events td.number{grid-column:1;grid-row:1;text-align:left}
  .lane-title .note{display:block;margin:0}
`;

const paper = `
  .lane-title,.message{font-size:9.5px}
  .lane,.flow,.pair{break-inside:avoid}
  .flow{min-width:0;max-width:620px}.timeline,.copy,.fates,#copies tbody th{min-width:0}
  .fates .code{white-space:normal}.fates .code wbr{display:inline}
`;

export const incidentStyle = reportStyle({ always, narrow, paper });
