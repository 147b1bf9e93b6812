/** What a browser would take for tags and for attributes that run something. */

export function tagsOf(page: string): string[] {
  const withoutOwn = page.replace(/<style>[^<]*<\/style>/, "").replace(/<script>[\s\S]*?<\/script>/, "");
  return [
    ...new Set(
      [...withoutOwn.matchAll(/<(\/?[a-zA-Z!?][^\s>]*)/g)].map(([, name = ""]) => name.toLowerCase()),
    ),
  ].sort();
}

export function attributesOf(page: string): string[] {
  const names = [...page.matchAll(/<[a-z][^>]*>/g)].flatMap(([tag]) => [
    ...tag.replace(/"[^"]*"/g, '""').matchAll(/\s([^\s=>]+)/g),
  ]);
  return [...new Set(names.map(([, name = ""]) => name))].sort();
}
