#!/usr/bin/env bash
# Puts stream processors that this machine lacks into a folder, without root's rights, and prints how they are named:
#
#   eval "$(integrations/install-programs.sh /tmp/degas-programs)" && npm run integrations
#   integrations/install-programs.sh FOLDER syslog-ng          # or benthos, telegraf: one of them
#
# Needs Debian's apt for syslog-ng, and Go for the other two (some minutes each, but for what was built before).
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
shift
BENTHOS_VERSION=v4.60.0
TELEGRAF_VERSION=v1.37.2

# Debian's package may not be installed beside rsyslog; its files may lie anywhere.
install_syslog_ng() {
  local root="$folder/syslog-ng.root" program="$folder/syslog-ng"
  if [ ! -x "$program" ]; then
    (
      mkdir -p "$root" && cd "$root"
      apt-get download -qq syslog-ng-core libivykis0 libjson-c5 libnet1 libwrap0 libpcre3
      for package in ./*.deb; do dpkg -x "$package" . && rm "$package"; done
    ) >&2
    cat >"$program" <<SCRIPT
#!/bin/sh
export LD_LIBRARY_PATH="$root/usr/lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu:$root/usr/lib/syslog-ng"
exec "$root/usr/sbin/syslog-ng" --module-path="$(echo "$root"/usr/lib/syslog-ng/*/)" "\$@"
SCRIPT
    chmod +x "$program"
  fi
  echo "export SYSLOG_NG='$program'"
}

# `go install` finds no list of versions for these; a module of one's own that needs the program does.
build() {
  local name=$1 package=$2 tags=$3
  [ -x "$folder/$name" ] || (
    mkdir -p "$folder/$name.module" && cd "$folder/$name.module"
    [ -f go.mod ] || go mod init "build-$name"
    go get "$package@$4"
    go build -tags "$tags" -o "$folder/$name" "$package"
  ) >&2
}

install_benthos() {
  build benthos github.com/redpanda-data/benthos/v4/cmd/benthos '' "$BENTHOS_VERSION"
  echo "export BENTHOS='$folder/benthos'"
}

# With the plugins of telegraf.conf alone, of several hundred.
install_telegraf() {
  build telegraf github.com/influxdata/telegraf/cmd/telegraf \
    custom,inputs.execd,parsers.json_v2,outputs.file,serializers.influx "$TELEGRAF_VERSION"
  echo "export TELEGRAF='$folder/telegraf'"
}

for program in "${@:-syslog-ng benthos telegraf}"; do
  for one in $program; do "install_${one//-/_}"; done
done
