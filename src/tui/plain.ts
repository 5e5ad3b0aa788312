export type PlainOptions = Record<string, never>;
export async function runPlain(_: PlainOptions): Promise<void> {}
