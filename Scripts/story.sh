#!/usr/bin/env bash
# The story that Ringfence exists for. As root with real packets: a server, a VPC in a box, a connection that times out,
# why, the fix, and the same connection. Otherwise the question and its answer alone.
#
#     DEMO=once    ends when the story is told; otherwise the server and the lab stay until Ctrl-C
set -euo pipefail
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.."

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }
show() { printf '$ %s\n' "$*"; }
ask() {
  show "ringfence $*"
  echo
  # 1 is the answer "denied", which is no failure here.
  "$ringfence" "$@" || [ $? = 1 ]
}

say "An ECS task cannot reach its PostgreSQL database: same VPC, right connection string, nothing but timeouts."

obstacle=""
if [ "$(id -u)" != 0 ]; then
  obstacle="as root this would go on with real packets: a server, a VPC in a box, the fix made, the connection working"
fi
for program in ip nc curl; do
  command -v $program >/dev/null || obstacle=${obstacle:-"for real packets $program is missing (Debian: iproute2, netcat-openbsd, curl)"}
done

if [ -n "$obstacle" ]; then
  say "1. Why?"
  ask explain --network Examples/unreachable-database app-task database --port 5432
  say "2. The same question after the fix."
  ask explain --network Examples/unreachable-database-fixed app-task database --port 5432
  say "Note: $obstacle."
else
  work=$(mktemp -d)
  server="" listener=""
  finish() {
    [ -z "$listener" ] || kill "$listener" 2>/dev/null || true
    "$ringfence" lab down >/dev/null 2>&1 || true
    if [ -n "$server" ]; then
      kill "$server" 2>/dev/null || true
      wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
  }
  trap finish EXIT
  trap 'exit 130' INT TERM

  "$ringfence" serve --ephemeral --port 0 --enforcement on --format json --log-level warning \
    --journal "$work/flows" --flow-logs "$work/flow-logs" >"$work/address" 2>"$work/log" &
  server=$!
  for _ in $(seq 100); do
    [ -s "$work/address" ] && break
    kill -0 $server 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.1
  done
  value() { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/" "$work/address"; }
  endpoint=$(value endpoint)
  AWS_ACCESS_KEY_ID=$(value accessKeyId) AWS_SECRET_ACCESS_KEY=$(value secretAccessKey)
  export AWS_ENDPOINT_URL=$endpoint AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
  unset AWS_PROFILE AWS_SESSION_TOKEN AWS_REGION

  # The EC2 API, as `aws ec2` speaks it.
  api() {
    local arguments=()
    for argument in "$@"; do arguments+=(--data-urlencode "$argument"); done
    curl --silent --show-error --fail-with-body --noproxy '*' --aws-sigv4 "aws:amz:us-east-1:ec2" \
      --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" --data-urlencode "Version=2016-11-15" "${arguments[@]}" "$endpoint"
  }
  # The first element of a name in a response.
  first() { sed -nE "s/.*<$1>([^<]*)<\/$1>.*/\1/p" | head -n 1; }

  vpc=$(api Action=CreateVpc CidrBlock=10.0.0.0/16 | first vpcId)
  app_subnet=$(api Action=CreateSubnet VpcId="$vpc" CidrBlock=10.0.12.0/24 | first subnetId)
  data_subnet=$(api Action=CreateSubnet VpcId="$vpc" CidrBlock=10.0.3.0/24 | first subnetId)
  app=$(api Action=CreateSecurityGroup VpcId="$vpc" GroupName=app GroupDescription="tasks" | first groupId)
  database=$(api Action=CreateSecurityGroup VpcId="$vpc" GroupName=database GroupDescription="PostgreSQL" | first groupId)
  api Action=AuthorizeSecurityGroupIngress GroupId="$database" IpPermissions.1.IpProtocol=tcp \
    IpPermissions.1.FromPort=5432 IpPermissions.1.ToPort=5432 IpPermissions.1.IpRanges.1.CidrIp=10.0.1.0/24 \
    IpPermissions.1.IpRanges.1.Description="PostgreSQL from the bastion subnet" >/dev/null
  interface() {
    api Action=CreateNetworkInterface SubnetId="$2" PrivateIpAddress="$3" SecurityGroupId.1="$4" \
      TagSpecification.1.ResourceType=network-interface TagSpecification.1.Tag.1.Key=Name \
      TagSpecification.1.Tag.1.Value="$1" | first networkInterfaceId
  }
  interface app-task "$app_subnet" 10.0.12.7 "$app" >/dev/null
  interface database "$data_subnet" 10.0.3.20 "$database" >/dev/null

  say "1. A server with that network, and the network in a box: a namespace for each interface, a router between."
  show "ringfence serve"
  echo "  $endpoint"
  show "ringfence lab up --network $endpoint"
  echo
  "$ringfence" lab up --network "$endpoint"

  say "2. The database listens. The task connects."
  "$ringfence" lab exec database -- nc -lk -p 5432 </dev/null >/dev/null 2>&1 &
  listener=$!
  connect() {
    show "ringfence lab exec app-task -- nc -zv -w 2 10.0.3.20 5432"
    "$ringfence" lab exec app-task -- nc -zv -w 2 10.0.3.20 5432 2>&1 || true
  }
  sleep 0.3
  connect
  sleep 1
  say "3. What was that packet's fate?"
  ask flows --journal "$work/flows" --action reject --port 5432
  say "4. Why, and what would change it?"
  ask explain --network "$endpoint" app-task database --port 5432
  say "5. The fix, through the EC2 API. Nothing is restarted."
  show "aws ec2 authorize-security-group-ingress --group-id $database --ip-permissions \\"
  echo "    'IpProtocol=tcp,FromPort=5432,ToPort=5432,UserIdGroupPairs=[{GroupId=$app}]'"
  rule=$(api Action=AuthorizeSecurityGroupIngress GroupId="$database" IpPermissions.1.IpProtocol=tcp \
    IpPermissions.1.FromPort=5432 IpPermissions.1.ToPort=5432 IpPermissions.1.Groups.1.GroupId="$app" |
    first securityGroupRuleId)
  echo "  $rule"
  connect
  sleep 1
  say "6. The flow log of both."
  ask flows --journal "$work/flows" --port 5432

  if [ "${DEMO:-}" != once ]; then
    say "The server and the lab stay until Ctrl-C. In another terminal:"
    cat <<TXT
  export AWS_ENDPOINT_URL=$endpoint AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY
  aws ec2 describe-security-groups --group-ids $database
  $ringfence lab exec app-task -- ping -c 1 10.0.3.20
  $ringfence lab test
  $ringfence flows --journal $work/flows --follow
TXT
  fi
fi

say "Ask your own network:"
cat <<'TXT'
  .build/debug/ringfence snapshot --output ./snapshot        # read-only calls, your usual AWS credentials
  .build/debug/ringfence explain --network ./snapshot SOURCE DESTINATION --port 5432
  sudo .build/debug/ringfence lab up --network ./snapshot    # and try it with real packets
TXT

if [ -z "$obstacle" ] && [ "${DEMO:-}" != once ]; then wait "$server"; fi
