import type { environment as en } from '../en/environment.ts';

export const environment = {
  'stage.packages': '安装系统软件包',
  'stage.engine': '启动 netdojo 自己的 Docker 引擎',
  'stage.base': '制作 Docker {engine} 的基础系统',
  'stage.image': '构建 Docker {engine} 的主机镜像',
  'stage.bundle': '从离线包加载实验主机镜像',
  'stage.wires': '连接各台主机',
  'stage.host': '启动实验主机',
  'stage.docker': '等待其中的 Docker 就绪',

  'error.engine-address': '“{address}” 不是 Docker 引擎的地址。',
  'remedy.engine-address': '请写成 Unix 套接字，例如 unix:///var/run/docker.sock。',
  'error.engine-transport':
    '{address} 处的引擎要通过 {scheme}:// 访问。netdojo 需要本机上带 Unix 套接字的引擎。',
  'remedy.engine-transport':
    '到那个引擎所在的机器上运行 netdojo，或者指定一个本机引擎：netdojo --engine-host unix:///var/run/docker.sock。如果地址来自 DOCKER_HOST 或 Docker context，可以只为一条命令改掉：DOCKER_HOST=unix:///var/run/docker.sock netdojo。',
  'error.engine-config': '读不了 Docker CLI 的配置文件 {file}。',
  'remedy.engine-config':
    '改正这个文件（必须是 JSON），或者直接指定引擎：netdojo --engine-host unix:///var/run/docker.sock。',
  'error.engine-context-missing': '没有名为 “{context}” 的 Docker context。',
  'remedy.engine-context-missing':
    '用 docker context ls 查看现有的 context，用 docker context use 选一个，或者改正 DOCKER_CONTEXT。',
  'error.engine-context-broken': '从 {file} 读不出 Docker context “{context}” 指向哪个引擎。',
  'remedy.engine-context-broken':
    '用 docker context inspect {context} 查看，或者用 docker context use 换一个。',

  'error.engine-no-socket': '{label} 处没有 Docker 引擎：套接字 {socket} 不存在。',
  'remedy.engine-no-socket':
    '启动那个引擎（Docker Desktop、OrbStack、Colima：打开对应的程序），或者换一个：--engine-host、DOCKER_HOST、docker context use。',
  'error.engine-not-listening': '{label} 处没有 Docker 引擎：套接字 {socket} 存在，但没有进程在监听。',
  'remedy.engine-not-listening':
    '启动那个引擎（Linux：sudo systemctl start docker；其他系统：打开对应的程序），或者换一个：--engine-host、DOCKER_HOST、docker context use。',
  'error.engine-denied': '你没有权限使用 {label} 处的 Docker 引擎（套接字 {socket}）。',
  'remedy.engine-denied':
    '用 sudo usermod -aG docker "$USER" 加入 docker 组后重新登录，或者用 sudo 运行 netdojo。两种做法都等于给你这台机器的 root 权限。',
  'error.engine-mute': '{label} 处的引擎接受了连接，但没有回应。',
  'remedy.engine-mute': '它可能还在启动，也可能卡住了：等一会儿，或者重启它。docker version 会有同样的表现。',
  'error.engine-no-answer': '没法询问 {label} 处的引擎：{message}',
  'remedy.engine-no-answer':
    '看看 docker version 在那里能不能用。不能就重启那个引擎；能的话，请把这条消息报告给我们。',
  'error.engine-lost': '与 Docker 引擎的连接断了：{reason}',
  'remedy.engine-lost':
    '你的进度还在。看看引擎是否在运行（docker version）；netdojo 自己的引擎会自动重新启动。然后再试一次。',
  'error.engine-not-docker': '{label} 处回应的不是 netdojo 认识的 Docker 引擎。',
  'remedy.engine-not-docker': '检查地址，或者换一个引擎：--engine-host、DOCKER_HOST、docker context use。',
  'error.engine-podman': '{label} 处回应的是 Podman {version}。它的网络与课程所讲的不一样。',
  'remedy.engine-podman':
    '请用 Docker 引擎：--engine-host unix:///path。在有 root 或 sudo 的 Linux 上，--engine-host private 会用 netdojo 自己的引擎。',
  'error.engine-windows': '{label} 处的引擎运行的是 Windows 容器。实验主机是 Linux 容器。',
  'remedy.engine-windows':
    '在 Docker Desktop 的菜单里选 “Switch to Linux containers”，然后在 WSL 2 里运行 netdojo。',
  'error.engine-old': '{label} 处的引擎是 {version}。netdojo 需要 20.10 或更新的版本。',
  'remedy.engine-old':
    '升级它；不想动它也行：在有 root 或 sudo 的 Linux 上，--engine-host private 会用 netdojo 自己的引擎。',
  'error.engine-new':
    '{label} 处的引擎是 {version}，已不支持 Docker API {api}，而这是 netdojo 认识的最新版本。',
  'remedy.engine-new':
    '升级 netdojo。在有 root 或 sudo 的 Linux 上，--engine-host private 会用一个合适的引擎。',
  'error.engine-arch': '{label} 处的引擎运行在 {arch} 上。实验主机只有 amd64 和 arm64 两种。',
  'remedy.engine-arch': '换一个运行在这类机器上的引擎：--engine-host、DOCKER_HOST、docker context use。',
  'error.engine-rootless':
    '{label} 处的引擎是 rootless 模式。实验主机里要运行自己的引擎，这在 rootless 引擎里行不通。',
  'remedy.engine-rootless':
    '请用以 root 运行的引擎：--engine-host unix:///var/run/docker.sock。有 root 或 sudo 时，--engine-host private 会在你的引擎旁边另开一个 netdojo 自己的引擎。',
  'error.engine-userns':
    '{label} 处的引擎会重新映射容器里的用户（userns-remap）。实验主机在那里挂载不了它需要的东西。',
  'remedy.engine-userns':
    '请用没有开启 userns-remap 的引擎。在有 root 或 sudo 的 Linux 上，--engine-host private 会在你的引擎旁边另开一个 netdojo 自己的引擎。',
  'error.engine-none': '这里没有 Docker 引擎回应；系统没有 apt，netdojo 也装不了。',
  'remedy.engine-none':
    '用本系统的包管理器安装 Docker 并启动它。如果引擎已经在运行，请指明位置：--engine-host unix:///path。',
  'error.engine-none-desktop': '这里没有 Docker 引擎回应。',
  'remedy.engine-none-desktop':
    '启动 Docker Desktop、OrbStack、Colima 或 Rancher Desktop，等到 docker version 有回应。如果引擎已经在运行，请指明位置：--engine-host unix:///path。',

  'error.root-needed':
    '这里没有 Docker 引擎回应，而 netdojo 要运行自己的引擎就需要 root。这里没有 sudo，或者 sudo 不允许你使用。',
  'remedy.root-needed': '以 root 身份或用 sudo 运行 netdojo，或者请管理这台机器的人启动 Docker。',
  'error.packages-refused': '这里没有 Docker 引擎回应，而且这些软件包没有安装：{packages}。',
  'remedy.packages-refused':
    '让 netdojo 安装（netdojo setup --yes），或者自己装：sudo apt-get install --no-install-recommends {packages}。也可以启动一个 Docker 引擎。',
  'error.packages-failed': 'apt 没能装上 {packages}：{reason}',
  'remedy.packages-failed':
    'apt 的全部输出在 {log}。先让 sudo apt-get install {packages} 能装上，netdojo 就能用了。',
  'error.private-failed': 'netdojo 自己的 Docker 引擎没有启动：{reason}',
  'remedy.private-failed': '日志在 {log}。netdojo clean 会把它连同存下的一切删掉，下次启动时重新建立。',

  'error.host-gone': '实验主机 {host} 已经不在了。',
  'remedy.host-gone': '重新开始这一课：会从你已经到达的那一步继续。',
  'error.exec-deadline': '{host} 上的这条命令 {seconds} s 后仍未结束，已被终止：{command}',
  'remedy.exec-deadline': '减少这台机器上正在运行的程序，然后再试一次。',
  'error.prober-lost': '{host} 上的探测进程两次退出。最后的输出：{detail}',
  'remedy.prober-lost': '重置这一步。如果再次发生，请报告这条消息。',
  'error.lab-host-failed': '实验主机 {host} 没有就绪。日志的最后几行：\n{log}',
  'remedy.lab-host-failed':
    '减少这台机器上正在运行的程序，然后再试一次。如果再次发生，netdojo doctor 会说明这个引擎缺什么。',
  'error.lab-not-made': '引擎没能建立实验环境：{reason}',
  'remedy.lab-not-made': '检查引擎有没有回应（docker info）、是否有 2 GB 剩余空间，然后重新开始。',
  'error.lab-not-removed': '引擎没能移除实验环境 {lab}：{reason}',
  'remedy.lab-not-removed': '它会自行结束。引擎恢复回应后，netdojo clean 会清除剩下的东西。',
  'error.lab-no-subnet': '这个引擎上没有剩余的子网可以用来连接实验主机：10.77.0.0/16 已经用完。',
  'remedy.lab-no-subnet': '结束不再需要的实验环境：用 netdojo down，或者用 netdojo clean 结束全部。',

  'error.image-no-mmdebstrap':
    'netdojo 自己的引擎没有网络，而这时用来制作镜像的 mmdebstrap 没有安装，或者拿不到它需要的 root 权限。',
  'remedy.image-no-mmdebstrap':
    '安装它：sudo apt-get install mmdebstrap，再以 root 身份或在 sudo -v 之后运行 netdojo setup。也可以从离线包取得镜像：netdojo setup --from bundle.tar。',
  'error.image-no-base': '引擎没能取得 {image}：{reason}',
  'remedy.image-no-base':
    '检查这台机器能否访问镜像仓库：docker pull {image}。如果不能，安装 mmdebstrap 并以 root 身份运行 netdojo，或者用 netdojo setup --from bundle.tar。',
  'error.image-mmdebstrap-failed': 'mmdebstrap 没能做出实验主机的根文件系统。它的输出：\n{log}',
  'remedy.image-mmdebstrap-failed':
    '检查这台机器能否访问 Debian 软件源（sudo apt-get update）、是否有 2 GB 剩余空间，然后再运行 netdojo setup。',
  'error.image-cache': '实验主机镜像要在 {folder} 里制作，但那里无法写入：{reason}',
  'remedy.image-cache': '看看磁盘是否已满、目录是否属于你。也可以用 XDG_CACHE_HOME 指定别的位置。',
  'error.image-build-failed': '实验主机的镜像没有做成。引擎的输出：\n{log}',
  'remedy.image-build-failed': '检查引擎是否有 2 GB 剩余空间，然后再运行 netdojo setup。',
  'error.image-bundle-unreadable': '引擎没能加载 {file}：{reason}',
  'remedy.image-bundle-unreadable':
    '重新复制这个离线包，或者在 netdojo 已就绪的机器上重新制作：netdojo doctor 给出镜像名，用 docker save 写成离线包。',
  'error.image-bundle-other': '离线包里没有 {image}，而这个版本的 netdojo 从它启动实验主机。',
  'remedy.image-bundle-other': '在同类机器上用同一版本的 netdojo 制作离线包。',
  'error.engine-off': '没有 Docker 引擎回应；netdojo 自己的引擎也没有运行。',
  'remedy.engine-off': '不用处理：启动第一个实验环境时它会自动启动。',
  'error.packages-missing': '没有 Docker 引擎回应，netdojo 自己的引擎还缺软件包：{packages}。',
  'remedy.packages-missing': '请启动 Docker，或让 netdojo 安装：netdojo setup',
  'error.nobody-to-ask': '这里没有 Docker 引擎回应，也没法询问是否可以安装软件包。',
  'remedy.nobody-to-ask': '请启动 Docker，或者允许一次：netdojo setup --yes',
  'error.own-engine-none': '没有你自己的 Docker 在应答。',
  'remedy.own-engine-none': '用 --engine-host URL 或 DOCKER_HOST 指明它在哪里。不加 --mine 则查看实验环境。',
} as const satisfies Record<keyof typeof en, string>;
