/** Folder of netdojo's own files in a lab host; `image/Dockerfile` puts them there. */
export const programFolder = '/usr/local/lib/netdojo';

/** A Python program that is a folder. */
export const proberPath = `${programFolder}/prober`;
export const shellWrapperPath = `${programFolder}/shell-wrapper`;
