import type { NetworkMap } from './model.ts';

/** What a JSON document is made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

type Plain = string | number | boolean | undefined | readonly Plain[] | { readonly [name: string]: Plain };

/** The map for programs: every field is there, `null` where nothing is known. Ids stay what they are from map to map. */
export function mapJson(map: NetworkMap): Json {
  return { version: 1, ...objectJson(map) };
}

function objectJson(fields: { readonly [name: string]: Plain }): { readonly [name: string]: Json } {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, jsonOf(value)]));
}

function jsonOf(value: Plain): Json {
  if (value === undefined) return null;
  if (typeof value !== 'object') return value;
  return isList(value) ? value.map(jsonOf) : objectJson(value);
}

function isList(value: readonly Plain[] | { readonly [name: string]: Plain }): value is readonly Plain[] {
  return Array.isArray(value);
}
