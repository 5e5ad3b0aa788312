/** Folder of netdojo's own files in a lab host; `image/Dockerfile` puts them there. */
const folder = '/usr/local/lib/netdojo';

/** A Python program that is a folder. */
export const proberPath = `${folder}/prober`;
export const shellWrapperPath = `${folder}/shell-wrapper`;
