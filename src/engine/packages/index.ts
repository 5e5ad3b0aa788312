// A front door of its own: the interface asks what is missing before its first frame, when the rest of `engine` (and
// dockerode with it) would cost a third of it.
export { missingPackages } from './missing.ts';
export { isInstalled } from './programs.ts';
