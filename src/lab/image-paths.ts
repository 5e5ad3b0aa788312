/** Folder of netdojo's own files in a lab host; `image/Dockerfile` puts them there. */
const folder = '/usr/local/lib/netdojo';

export const proberPath = `${folder}/prober.py`;
export const shellWrapperPath = `${folder}/shell-wrapper`;
