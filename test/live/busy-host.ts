/**
 * A host with everything on it that decides who reaches whom: 14 containers that run and 2 that don't, on 5 networks, with
 * icc off, an internal network, and none, host and container modes.
 */
export const busyHost = `set -eu
docker network create front >/dev/null
docker network create back >/dev/null
docker network create -o com.docker.network.bridge.enable_icc=false quiet >/dev/null
docker network create --internal inside >/dev/null
serve() { name=$1; shift; docker run -d --init --name "$name" "$@" >/dev/null; }
server='busybox httpd -f -h /etc -p'
serve web --network front -p 8080:80 $server 80
serve client --network front busybox sleep 100000
serve db --network back --network-alias data $server 80
serve api --network front $server 80
docker network connect --alias api2 back api
serve whisper --network quiet $server 80
serve murmur --network quiet busybox sleep 100000
serve vault --network inside $server 80
serve guard --network inside busybox sleep 100000
serve old $server 80
serve plain -p 127.0.0.1:8081:80 $server 80
serve lone --network none $server 80
serve hosty --network host $server 8000
serve side --network container:web busybox sleep 100000
serve shy --network front $server 127.0.0.1:80
serve gone --network back $server 80
docker stop -t 0 gone >/dev/null
docker create --name never --network front busybox sleep 1 >/dev/null`;
