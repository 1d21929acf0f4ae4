// What exists, told to what makes up requests: without it, hardly a made-up identifier names anything, and nothing behind it
// is reached.

/** Where identifiers are learned from that the address above them does not list. */
const LISTED_AT = {
  "/api/companies": "/api/months",
  "/api/uploads": "/api/documents",
  "/api/staff/people": "/api/staff/clients",
  "/api/staff/assignments": "/api/staff/clients",
  "/api/staff/talk-requests": "/api/staff/people/{id}",
  "/api/meetings": "/api/pathway",
  "/api/staff/meetings": "/api/staff/people/{id}",
  "/api/staff/disputes": "/api/staff/clients/{id}/pathway",
  "/api/staff/documents": "/api/staff/people/{id}/documents",
  "/api/staff/months/{id}/companies": "/api/staff/months/{id}",
};
/** Of the content that the server is started with. */
const OF_CONTENT = { step: ["triage.logement", "sharing.logement", "private-talk"], subject: ["logement", "sante"] };
/** So many of a kind are enough. */
const AT_MOST = 4;

/**
 * The document, with the identifiers that `read(path)` meets among the values that a parameter may have. Nothing else of it
 * changes: what an operation may answer stays as it is.
 */
export async function withKnown(document, read) {
  const known = structuredClone(document);
  for (const [path, operations] of Object.entries(known.paths)) {
    for (const parameter of Object.values(operations).flatMap((operation) => operation.parameters)) {
      if (parameter.in !== "path") continue;
      const above = path.slice(0, path.indexOf(`/{${parameter.name}}`));
      const values = OF_CONTENT[parameter.name] ?? (await listIds(document, above, read));
      if (values.length > 0) parameter.schema = { anyOf: [{ type: "string", enum: values }, parameter.schema] };
    }
  }
  return known;
}

/** The identifiers in the answer of an address, or of the nearest above it that can be read. */
async function listIds(document, address, read) {
  let path = LISTED_AT[address] ?? address;
  while (!document.paths[path]?.get) {
    path = path.slice(0, path.lastIndexOf("/"));
    if (path === "") return [];
  }
  const places = path.includes("{id}") ? await listIds(document, path.slice(0, path.indexOf("/{id}")), read) : [""];
  const answers = await Promise.all(places.map((id) => read(path.replace("{id}", id))));
  return [...new Set(answers.flatMap((answer) => [...idsIn(answer)]))].slice(0, AT_MOST);
}

function* idsIn(value) {
  if (value === null || typeof value !== "object") return;
  if (typeof value.id === "string") yield value.id;
  for (const inner of Object.values(value)) yield* idsIn(inner);
}
