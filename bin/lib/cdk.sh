# Sourced by bin/bench. cdk-mintd, the mint that Cobnut is compared with: no fees, invoices that pay themselves.

# start_cdk BINARY FOLDER PORT sqlite|postgres: sets mint_pid; a database of PostgreSQL is in $database.
start_cdk() {
  mkdir -p "$2/data"
  cat >"$2/mint.toml" <<END
[info]
url = "http://127.0.0.1:$3/"
listen_host = "127.0.0.1"
listen_port = $3
mnemonic = "env:CDK_MINTD_MNEMONIC"
input_fee_ppk = 0
use_keyset_v2 = true
[info.logging]
console_level = "error"
[mint_info]
name = "cdk"
description = "measured"
[database]
engine = "$4"
[payment_backend]
backend = "fakewallet"
unit = "sat"
min_mint = 1
max_mint = 500000
min_melt = 1
max_melt = 500000
[fake_wallet]
supported_units = ["sat"]
min_delay_time = 1
max_delay_time = 1
END
  export CDK_MINTD_MNEMONIC="$known_mnemonic"
  if [ "$4" = postgres ]; then
    # Its driver knows libpq's addresses, with the user before the host.
    CDK_MINTD_POSTGRES_URL=$(sed -E 's|^jdbc:postgresql://([^?]*)\?user=([^&]*).*|postgresql://\2@\1|' <<<"$database")
    export CDK_MINTD_POSTGRES_URL CDK_MINTD_DATABASE=postgres
    printf '[database.postgres]\nurl = "env:CDK_MINTD_POSTGRES_URL"\n' >>"$2/mint.toml"
  fi
  "$1" -w "$2/data" config init --new-mint --file "$2/mint.toml" >"$2/init.log" 2>&1 || { tail -n 3 "$2/init.log"; return 1; }
  "$1" -w "$2/data" >"$2/mint.log" 2>&1 &
  mint_pid=$!
}
