export const environment = {
  'stage.packages': 'Installing system packages',
  'stage.engine': "Starting netdojo's own Docker engine",
  'stage.base': 'Making the base for Docker {engine}',
  'stage.image': 'Building the image for Docker {engine}',
  'stage.bundle': 'Loading the lab host image from the archive',
  'stage.wires': 'Laying the wires between the hosts',
  'stage.host': 'Booting the lab host',
  'stage.docker': 'Waiting for its Docker',

  'error.engine-address': '"{address}" is not the address of a Docker engine.',
  'remedy.engine-address': 'Write a Unix socket, such as unix:///var/run/docker.sock.',
  'error.engine-transport':
    'The engine at {address} is reached through {scheme}://. netdojo needs one with a Unix socket on this machine.',
  'remedy.engine-transport':
    'Run netdojo on the machine of that engine, or name a local one: netdojo --engine-host unix:///var/run/docker.sock. If the address comes from DOCKER_HOST or a Docker context, that choice holds for one command: DOCKER_HOST=unix:///var/run/docker.sock netdojo.',
  'error.engine-config': 'The settings of the Docker CLI in {file} cannot be read.',
  'remedy.engine-config':
    'Correct the file (it must be JSON), or say which engine to use: netdojo --engine-host unix:///var/run/docker.sock.',
  'error.engine-context-missing': 'There is no Docker context called "{context}".',
  'remedy.engine-context-missing':
    'docker context ls shows those there are. Choose one with docker context use, or correct DOCKER_CONTEXT.',
  'error.engine-context-broken':
    'The Docker context "{context}" names no engine that can be read from {file}.',
  'remedy.engine-context-broken':
    'Look at it with docker context inspect {context}, or choose another with docker context use.',

  'error.engine-no-socket': 'No Docker engine at {label}: there is no socket {socket}.',
  'remedy.engine-no-socket':
    'Start that engine (Docker Desktop, OrbStack, Colima: start the program), or choose another one: --engine-host, DOCKER_HOST, docker context use.',
  'error.engine-not-listening':
    'No Docker engine at {label}: the socket {socket} is there, but nobody listens on it.',
  'remedy.engine-not-listening':
    'Start that engine (Linux: sudo systemctl start docker; otherwise start the program it belongs to), or choose another one: --engine-host, DOCKER_HOST, docker context use.',
  'error.engine-denied': 'You are not allowed to use the Docker engine at {label} (socket {socket}).',
  'remedy.engine-denied':
    'Join the group docker with sudo usermod -aG docker "$USER" and log in again, or run netdojo with sudo. Either gives you the rights of root on this machine.',
  'error.engine-mute': 'The engine at {label} takes the connection but does not answer.',
  'remedy.engine-mute':
    'It may still be starting, or be stuck: wait a moment, or restart it. docker version shows the same.',
  'error.engine-no-answer': 'The engine at {label} cannot be asked: {message}',
  'remedy.engine-no-answer':
    'See whether docker version works there. If not, restart that engine; if so, please report this message.',
  'error.engine-lost': 'The connection to the Docker engine broke: {reason}',
  'remedy.engine-lost':
    "Your progress is kept. See whether the engine runs (docker version); netdojo's own starts again by itself. Then try again.",
  'error.engine-not-docker': 'What answers at {label} is not a Docker engine netdojo understands.',
  'remedy.engine-not-docker':
    'Check the address, or choose another engine: --engine-host, DOCKER_HOST, docker context use.',
  'error.engine-podman':
    'What answers at {label} is Podman {version}. Its networks work differently from those the lessons are about.',
  'remedy.engine-podman':
    "Use a Docker engine: --engine-host unix:///path. On Linux with root or sudo, --engine-host private gives you one of netdojo's own.",
  'error.engine-windows': 'The engine at {label} runs Windows containers. A lab host is a Linux container.',
  'remedy.engine-windows':
    'In the menu of Docker Desktop choose "Switch to Linux containers", then run netdojo inside WSL 2.',
  'error.engine-old': 'The engine at {label} is {version}. netdojo needs 20.10 or newer.',
  'remedy.engine-old':
    "Upgrade it, or leave it alone: on Linux with root or sudo, --engine-host private gives you one of netdojo's own.",
  'error.engine-new':
    'The engine at {label} is {version} and no longer speaks the Docker API {api}, the newest netdojo knows.',
  'remedy.engine-new':
    'Upgrade netdojo. On Linux with root or sudo, --engine-host private gives you an engine that fits.',
  'error.engine-arch': 'The engine at {label} runs on {arch}. Lab hosts exist for amd64 and arm64.',
  'remedy.engine-arch': 'Choose an engine on such a machine: --engine-host, DOCKER_HOST, docker context use.',
  'error.engine-rootless':
    'The engine at {label} is rootless. A lab host runs an engine of its own, and that does not work inside a rootless one.',
  'remedy.engine-rootless':
    "Use an engine that runs as root: --engine-host unix:///var/run/docker.sock. With root or sudo, --engine-host private gives you one of netdojo's own, beside yours.",
  'error.engine-userns':
    'The engine at {label} maps the users of its containers (userns-remap). A lab host may not mount what it needs there.',
  'remedy.engine-userns':
    "Use an engine without userns-remap. On Linux with root or sudo, --engine-host private gives you one of netdojo's own, beside yours.",
  'error.engine-none': 'No Docker engine answers here, and without apt netdojo cannot install one.',
  'remedy.engine-none':
    'Install Docker with the package manager of this system and start it. If one runs already, say where: --engine-host unix:///path.',
  'error.engine-none-desktop': 'No Docker engine answers here.',
  'remedy.engine-none-desktop':
    'Start Docker Desktop, OrbStack, Colima or Rancher Desktop and wait until docker version answers. If one runs already, say where: --engine-host unix:///path.',

  'error.root-needed':
    'No Docker engine answers here, and to run one of its own netdojo needs root. sudo is not there, or did not let you.',
  'remedy.root-needed':
    'Run netdojo as root or with sudo, or ask whoever looks after this machine to start Docker.',
  'error.packages-refused':
    'No Docker engine answers here, and these packages are not installed: {packages}.',
  'remedy.packages-refused':
    'Let netdojo install them (netdojo setup --yes), or do it yourself: sudo apt-get install --no-install-recommends {packages}. Or start a Docker engine.',
  'error.packages-failed': 'apt could not install {packages}: {reason}',
  'remedy.packages-failed':
    'Everything apt said is in {log}. When sudo apt-get install {packages} works, so will netdojo.',
  'error.private-failed': "netdojo's own Docker engine did not start: {reason}",
  'remedy.private-failed':
    'Its log is {log}. netdojo clean removes it with all it stored; the next start makes it anew.',

  'error.host-gone': 'The lab host {host} is gone.',
  'remedy.host-gone': 'Start the lesson again: it goes on at the step you had reached.',
  'error.exec-deadline': 'On {host} this had not ended after {seconds} s, and was ended: {command}',
  'remedy.exec-deadline': 'Try again with less running on this machine.',
  'error.prober-lost': 'The probing process on {host} died twice. Its last words: {detail}',
  'remedy.prober-lost': 'Reset the step. If it happens again, please report this message.',
  'error.lab-host-failed': 'The lab host {host} did not become ready. Last lines of its log:\n{log}',
  'remedy.lab-host-failed':
    'Try again with less running on this machine. If it happens again, netdojo doctor says what this engine lacks.',
  'error.lab-not-made': 'The engine could not make the lab: {reason}',
  'remedy.lab-not-made': 'Check that the engine answers (docker info) and has 2 GB free, then start again.',
  'error.lab-not-removed': 'The engine could not remove the lab {lab}: {reason}',
  'remedy.lab-not-removed': 'It ends by itself. netdojo clean removes what is left, once the engine answers.',
  'error.lab-no-subnet':
    'This engine has no address range left for the wires of a lab: all of 10.77.0.0/16 is taken.',
  'remedy.lab-no-subnet': 'End the labs you no longer need: netdojo down, or netdojo clean for all of them.',

  'error.image-no-mmdebstrap':
    "netdojo's own engine has no network, and mmdebstrap, which then makes the image, is not installed or needs a root that is out of reach.",
  'remedy.image-no-mmdebstrap':
    'Install it: sudo apt-get install mmdebstrap, and run netdojo setup as root or right after sudo -v. Or take the image from an archive: netdojo setup --from bundle.tar.',
  'error.image-no-base': 'The engine could not fetch {image}: {reason}',
  'remedy.image-no-base':
    'Check that this machine reaches a registry: docker pull {image}. Without one, install mmdebstrap and run netdojo as root, or use netdojo setup --from bundle.tar.',
  'error.image-mmdebstrap-failed':
    'mmdebstrap could not make the root file system of a lab host. It said:\n{log}',
  'remedy.image-mmdebstrap-failed':
    'Check that this machine reaches its Debian mirror (sudo apt-get update) and has 2 GB free, then run netdojo setup again.',
  'error.image-cache': 'The image of a lab host is made in {folder}, and that cannot be written: {reason}',
  'remedy.image-cache':
    'See whether the disk is full and whether the folder belongs to you. XDG_CACHE_HOME names another place.',
  'error.image-build-failed': 'The image of a lab host could not be made. The engine said:\n{log}',
  'remedy.image-build-failed': 'Check that the engine has 2 GB free, then run netdojo setup again.',
  'error.image-bundle-unreadable': 'The engine could not load {file}: {reason}',
  'remedy.image-bundle-unreadable':
    'Copy the archive again, or make it anew where netdojo is set up: netdojo doctor names the image, docker save writes the archive.',
  'error.image-bundle-other': 'The archive does not hold {image}, the image this netdojo boots from.',
  'remedy.image-bundle-other':
    'Make the archive with the same version of netdojo, on a machine of the same kind.',
  'error.engine-off': 'No Docker engine answers; the one netdojo runs itself is off.',
  'remedy.engine-off': 'Nothing to do: it starts with the first lab.',
  'error.packages-missing':
    'No Docker engine answers, and packages for one that netdojo would run itself are missing: {packages}.',
  'remedy.packages-missing': 'Start Docker, or let netdojo install them: netdojo setup',
  'error.nobody-to-ask':
    'No Docker engine answers here, and there is nobody to ask whether packages may be installed.',
  'remedy.nobody-to-ask': 'Start Docker, or allow it once with: netdojo setup --yes',
  'error.own-engine-none': 'No Docker of your own answers.',
  'remedy.own-engine-none':
    '--engine-host URL or DOCKER_HOST says where it is. Without --mine the lab is looked at.',
} as const;
