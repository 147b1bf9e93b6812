/** Of the page's script: the model of /opt, a row of it, and the tree with its keys. */
export const treeScript = `
  const data = JSON.parse(byId("explorer-data").textContent);
  const chunk = 200;
  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== "") element.textContent = text;
    return element;
  };
  const count = (value) => value.toLocaleString("en-US");
  const size = (bytes) => bytes < 1e3 ? bytes + " B"
    : bytes < 1e6 ? (bytes / 1e3).toFixed(bytes < 1e4 ? 1 : 0) + " kB" : (bytes / 1e6).toFixed(1) + " MB";
  const collator = new Intl.Collator("en", { numeric: true });
  const models = new Map();
  const current = () => {
    const at = Number(byId("of-function").value);
    if (!models.has(at)) models.set(at, modelOf(data.functions[at]));
    return models.get(at);
  };
  const modelOf = ({ stack, will, may }) => {
    const { layers, dirs, files, torn } = data.stacks[stack];
    const nodes = dirs.map(([parent, name]) => ({
      name, parent, path: "", dirs: [], files: [], bytes: 0, count: 0, changed: 0, same: 0, loaded: 0,
      torn: false, by: layers.map(() => 0),
    }));
    for (const at of torn) nodes[at].torn = true;
    nodes.forEach((node, at) => {
      const parent = nodes[node.parent];
      node.path = parent === undefined ? node.name : parent.path + "/" + node.name;
      node.inTorn = node.torn || parent?.inTorn === true;
      if (at > 0) parent.dirs.push(node);
    });
    const loads = new Map([...may.map((at) => [at, "may"]), ...will.map((at) => [at, "will"])]);
    const all = files.map(([dir, name, bytes, layer, lost = []], at) => {
      const state = lost.length === 0 ? "" : lost.some(([, , same]) => same === 0) ? "changed" : "same";
      const node = nodes[dir];
      const file = {
        name, bytes, layer, lost, state, path: node.path + "/" + name, torn: node.inTorn,
        loads: loads.get(at) ?? null,
      };
      node.files.push(file);
      return file;
    });
    for (const node of nodes.toReversed()) {
      for (const file of node.files) {
        node.bytes += file.bytes;
        node.by[file.layer] += file.bytes;
        node.count++;
        if (file.state !== "") node[file.state]++;
        if (file.loads === "will") node.loaded++;
      }
      const parent = nodes[node.parent];
      if (parent === undefined) continue;
      for (const key of ["bytes", "count", "changed", "same", "loaded"]) parent[key] += node[key];
      node.by.forEach((bytes, layer) => { parent.by[layer] += bytes; });
    }
    return { layers, root: nodes[0], files: all };
  };
  const sorted = (items, nameOf) => {
    const byBytes = byId("by").value === "bytes";
    return items.toSorted((a, b) => (byBytes && b.bytes - a.bytes) || collator.compare(nameOf(a), nameOf(b)));
  };
  const lostText = ([layer, bytes, same], { layers }) =>
    "overwritten: " + (layer + 1) + " " + layers[layer] + ", " + size(bytes) +
    (same === 1 ? ", the same bytes" : ", other bytes");
  const namespace = "http://www.w3.org/2000/svg";
  const barOf = (by) => {
    const svg = document.createElementNS(namespace, "svg");
    const whole = Math.max(1, by.reduce((sum, bytes) => sum + bytes, 0));
    for (const [name, value] of [["viewBox", "0 0 1000 10"], ["preserveAspectRatio", "none"],
      ["aria-hidden", "true"], ["class", "sizes"]]) svg.setAttribute(name, value);
    let x = 0;
    by.forEach((bytes, layer) => {
      if (bytes === 0) return;
      const part = document.createElementNS(namespace, "rect");
      const width = (1000 * bytes) / whole;
      for (const [name, value] of [["class", "s" + (layer % 8)], ["x", x], ["width", width], ["height", 10]])
        part.setAttribute(name, value);
      x += width;
      svg.append(part);
    });
    return svg;
  };
  const whoOf = (node, { layers }) => {
    const who = make("span", { class: "who" });
    if (node.by !== undefined) {
      const from = node.by.flatMap((bytes, layer) => bytes > 0 ? [layer + 1] : []);
      who.append(barOf(node.by), make("span", { class: "unseen" }, "from layer " + from.join(", ")));
    } else {
      who.append(make("span", { class: "dot s" + (node.layer % 8), "aria-hidden": "true" }));
      who.append(node.layer + 1 + " " + layers[node.layer]);
    }
    return who;
  };
  const whatOf = (node) => {
    const what = make("span", { class: "what" });
    const chip = (style, text) => what.append(make("span", { class: "chip " + style }, text), " ");
    if (node.torn === true && node.by !== undefined) chip("error", "torn");
    if (node.by !== undefined) {
      if (node.changed > 0) chip("warning", count(node.changed) + " replaced");
      if (node.same > 0) chip("calm", count(node.same) + " identical");
    } else if (node.state !== "") chip(node.state === "changed" ? "warning" : "calm",
      node.state === "changed" ? "replaced" : "identical");
    if (node.loads === "will" || node.loaded > 0)
      chip("good", node.by === undefined ? "loaded" : count(node.loaded) + " loaded");
    else if (node.loads === "may") chip("calm", "may load");
    return what;
  };
  const row = (node, name, model) => {
    const line = make("div", { class: "row" });
    const label = make("span", { class: "name" });
    // A long path may break after each slash.
    name.split(/(?<=\\/)/).forEach((part) => label.append(part, make("wbr")));
    const bytes = node.by === undefined ? size(node.bytes) : count(node.count) + " files, " + size(node.bytes);
    line.append(label, whatOf(node), whoOf(node, model), make("span", { class: "bytes" }, bytes));
    return line;
  };
  const inside = (node) => [
    ...sorted(node.dirs, ({ name }) => name).map((dir) => {
      let [end, name] = [dir, dir.name];
      while (end.files.length === 0 && end.dirs.length === 1 && !end.torn) {
        end = end.dirs[0];
        name += "/" + end.name;
      }
      return { node: end, name: name + "/" };
    }),
    ...sorted(node.files, ({ name }) => name).map((file) => ({ node: file, name: file.name })),
  ];
  const treeOf = (model) => {
    const tree = make("ul", { role: "tree", class: "tree", "aria-label": "Files of /opt" });
    const contents = new WeakMap();
    const actions = new WeakMap();
    let active = null;
    const rowOf = (item) => item.firstElementChild;
    const childrenOf = (item) => item.querySelector(":scope > ul");
    const activate = (item) => {
      if (active !== null) rowOf(active).tabIndex = -1;
      active = item;
      rowOf(active).tabIndex = 0;
    };
    const focus = (item) => {
      activate(item);
      rowOf(item).focus();
    };
    // The row is the item, so that its name is not that of all below it.
    const itemOf = (level, line) => {
      const item = make("li", { role: "none" });
      for (const [name, value] of [["role", "treeitem"], ["aria-level", level], ["tabindex", "-1"]])
        line.setAttribute(name, value);
      item.append(line);
      return item;
    };
    const fill = (list, entries, level, from = 0) => {
      for (const { node, name } of entries.slice(from, from + chunk)) {
        const item = itemOf(level, row(node, name, model));
        const children = node.by === undefined ? node.lost : [...node.dirs, ...node.files];
        if (children.length > 0) {
          rowOf(item).setAttribute("aria-expanded", "false");
          contents.set(item, (group) => {
            if (node.by !== undefined) return fill(group, inside(node), level + 1);
            for (const lost of node.lost)
              group.append(itemOf(level + 1, make("div", { class: "row note" }, lostText(lost, model))));
          });
        }
        list.append(item);
      }
      const rest = entries.length - from - chunk;
      if (rest <= 0) return;
      const text = "Show " + count(Math.min(chunk, rest)) + " more of " + count(rest);
      const more = itemOf(level, make("div", { class: "row more" }, text));
      actions.set(more, () => {
        const before = more.previousElementSibling;
        more.remove();
        fill(list, entries, level, from + chunk);
        focus(before.nextElementSibling);
      });
      list.append(more);
    };
    const isOpen = (item) => rowOf(item).getAttribute("aria-expanded") === "true";
    const toggle = (item, wanted = !isOpen(item)) => {
      if (!contents.has(item)) return actions.get(item)?.();
      rowOf(item).setAttribute("aria-expanded", String(wanted));
      if (childrenOf(item) === null && wanted) {
        const group = make("ul", { role: "group" });
        item.append(group);
        contents.get(item)(group);
      }
      if (childrenOf(item) !== null) childrenOf(item).hidden = !wanted;
    };
    const last = (item) => isOpen(item) ? last(childrenOf(item).lastElementChild) : item;
    const above = (item) => item.parentElement.closest("li");
    const next = (item) => {
      if (isOpen(item)) return childrenOf(item).firstElementChild;
      for (let one = item; one !== null; one = above(one)) if (one.nextElementSibling) return one.nextElementSibling;
      return null;
    };
    const previous = (item) =>
      item.previousElementSibling === null ? above(item) : last(item.previousElementSibling);
    const keys = {
      ArrowDown: next,
      ArrowUp: previous,
      ArrowRight: (item) => isOpen(item) ? next(item) : void (contents.has(item) && toggle(item, true)),
      ArrowLeft: (item) => isOpen(item) ? void toggle(item, false) : above(item),
      Home: () => tree.firstElementChild,
      End: () => last(tree.lastElementChild),
      Enter: (item) => void toggle(item),
      " ": (item) => void toggle(item),
    };
    tree.addEventListener("keydown", (event) => {
      const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
      if (!isPlain || !Object.hasOwn(keys, event.key)) return;
      event.preventDefault();
      const target = keys[event.key](event.target.closest("li")) ?? null;
      if (target !== null) focus(target);
    });
    tree.addEventListener("click", (event) => {
      const item = event.target.closest(".row")?.parentElement;
      if (item === undefined) return;
      focus(item);
      toggle(item);
    });
    fill(tree, inside(model.root), 1);
    for (let item = tree.firstElementChild; item !== null && tree.children.length === 1; ) {
      toggle(item, true);
      const inner = childrenOf(item);
      item = inner?.children.length === 1 ? inner.firstElementChild : null;
    }
    activate(tree.firstElementChild);
    return tree;
  };
`;
