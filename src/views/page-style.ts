import { SANS } from './picture-style.ts';

/** How the page around a picture looks. */
export const PAGE_STYLE = `
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:flex;flex-direction:column;background:var(--paper);color:var(--text);font:14px/1.45 ${SANS}}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
header{display:flex;flex-wrap:wrap;gap:10px;align-items:center;padding:10px 16px;border-bottom:1px solid var(--line);background:var(--paper);z-index:2}
.name{flex:1 1 200px;min-width:0}
h1{margin:0;font-size:17px;font-weight:650;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.name p{margin:0;font-size:12px;color:var(--faint)}
.search{flex:1 1 260px;max-width:420px}
input,select,button{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:8px;height:34px;padding:0 10px}
input{width:100%}
select{max-width:190px}
button{cursor:pointer}
button:hover,select:hover,input:hover{border-color:var(--faint)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.zoom{display:flex}
.zoom button{border-radius:0;margin-left:-1px;min-width:36px}
.zoom button:first-child{border-radius:8px 0 0 8px}
.zoom button:last-child{border-radius:0 8px 8px 0}
main{flex:1;display:flex;min-height:0}
#stage{flex:1;position:relative;min-width:0;overflow:hidden;cursor:grab;touch-action:none}
#stage.dragging{cursor:grabbing}
#picture{position:absolute;inset:0;width:100%;height:100%}
#picture .node,#picture .box>.box-title{cursor:pointer}
#picture .node:focus{outline:none}
#picture .node:focus-visible>rect:first-of-type,#picture .box:focus-visible>rect{stroke:var(--accent);stroke-width:3}
#picture .box:focus{outline:none}
.found>rect:first-of-type{stroke-width:2.5}
.chosen>rect:first-of-type{stroke-width:3.5}
.edge.chosen>path:not(.head){stroke-width:2.8}
#picture .off{opacity:.13}
#picture .edge.off{opacity:.07}
#picture .box.off{opacity:.3}
#picture .gone{display:none}
#picture.afar .distant{display:block;text-anchor:middle;font-weight:650;fill:var(--text);pointer-events:none}
#picture.afar .title,#picture.afar .subtitle,#picture.afar .label,#picture.afar .box-title{display:none}
#picture.afar .node{opacity:.45}
#picture.afar rect{vector-effect:non-scaling-stroke}
.legend{position:absolute;left:12px;bottom:12px;right:12px;display:flex;flex-wrap:wrap;gap:4px 16px;width:fit-content;max-width:calc(100% - 24px);padding:7px 12px;border:1px solid var(--line);border-radius:10px;background:var(--paper);font-size:12px;color:var(--faint);pointer-events:none}
.legend span{display:inline-flex;align-items:center;gap:6px}
#panel{width:360px;overflow:auto;border-left:1px solid var(--line);background:var(--panel);padding:16px}
#panel:empty{display:none}
#panel h2{margin:0 28px 2px 0;font-size:16px;overflow-wrap:anywhere}
#panel .kind{margin:0 0 10px;font-size:12px;color:var(--faint);overflow-wrap:anywhere}
#panel h3{margin:16px 0 4px;font-size:11px;font-weight:650;letter-spacing:.05em;text-transform:uppercase;color:var(--faint)}
#panel dl{margin:0}
#panel dt{font-weight:600;overflow-wrap:anywhere}
#panel dd{margin:0 0 6px;color:var(--faint);overflow-wrap:anywhere}
#panel code{font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
#panel ul{list-style:none;margin:6px 0 0;padding:0}
#panel li button{display:block;width:100%;height:auto;padding:6px 9px;margin:0 0 5px;text-align:left;background:var(--paper)}
#panel li b{display:block;font-weight:600;overflow-wrap:anywhere}
#panel li span{font-size:12px;color:var(--faint);overflow-wrap:anywhere}
#panel .close{float:right;width:30px;height:30px;padding:0}
noscript{position:fixed;right:12px;top:64px;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
@media (max-width:820px){main{flex-direction:column}#panel{width:auto;max-height:45%;border-left:0;border-top:1px solid var(--line)}.legend{display:none}.name{flex-basis:100%}.search{max-width:none}select{max-width:150px}}
@media print{header .zoom,header label,#panel{display:none}}
`.replaceAll('\n', '');
