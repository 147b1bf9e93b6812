/** What the page of a check has beyond other reports. */
import { reportStyle } from "../../../page/report-style.ts";

const always = `
.fixes>li{margin:0 0 12px}.fixes p{margin:4px 0}
.chip.good{color:var(--good);background:var(--good-back)}
.good.sign{color:var(--good)}.error.sign{color:var(--error)}.warning.sign{color:var(--warning)}
.sizes{width:100%;height:10px;border-radius:2px;background:var(--calm-back);overflow:hidden}
.sizes rect{fill:var(--c)}.sizes .own{fill:var(--calm)}
.answer h3{margin:14px 0 6px}.answer>.note{margin:12px 0 0}
#layers .rows th:not(:first-child){text-align:right}
#layers p+.sizes{margin:0 0 12px}
#layers h3{margin:12px 0 4px}#layers .scroll,#layers ul{margin:0 0 10px}
.choice{display:inline-flex;align-items:center;gap:6px;max-width:100%}
.choice[hidden]{display:none}
.tools .choice label{flex:none}
select{max-width:100%;min-width:0;padding:6px 8px;font:inherit;color:inherit;background:var(--page);
  border:1px solid var(--calm);border-radius:5px}
select:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.keys[hidden]{display:none}
.explorer{position:relative;max-height:76vh;overflow:auto;border-top:1px solid var(--line)}
.explorer:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.tree,.tree ul,.hits{margin:0;padding:0;list-style:none}
.tree ul{padding-left:15px;border-left:1px solid var(--line);margin-left:6px}
.tree .row:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
.row{display:flex;align-items:baseline;gap:4px 12px;padding:4px 6px;border-radius:4px;font-size:13px}
.tree .row{cursor:default}
.tree .row[aria-expanded]{cursor:pointer}
.tree .row:hover{background:var(--head)}
.tree .row::before{content:"";flex:none;width:10px;color:var(--soft)}
.tree .row[aria-expanded=false]::before{content:"▸"}
.tree .row[aria-expanded=true]::before{content:"▾"}
.row.more{color:var(--link)}
.row .name{flex:1 1 auto;min-width:0;overflow-wrap:anywhere;
  font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.row .what{flex:none;text-align:right}.row .what:empty{display:none}
.row .who{flex:none;width:170px;overflow-wrap:anywhere}
.row .who .sizes{height:8px}
.row .bytes{flex:none;width:128px;text-align:right;font-variant-numeric:tabular-nums;color:var(--soft)}
.hits>li{padding:2px 0;border-bottom:1px solid var(--line)}
.hits .note{margin:0 6px 4px 22px}
`;

const narrow = `
  .row{flex-wrap:wrap}.row .name{flex:1 1 calc(100% - 24px)}.row .what{text-align:left;margin-left:22px}
  .row .who{width:auto;flex:1 1 90px;margin-left:22px}
  .row .bytes{width:auto}.tree ul{padding-left:8px;margin-left:4px}.choice{flex:1 1 100%}
  .choice select{flex:1 1 auto}#layers .rows{min-width:520px}
`;

const paper = `
  .explorer,.keys,#explorer-section>.note{display:none}
`;

export const checkStyle = reportStyle({ always, narrow, paper });
