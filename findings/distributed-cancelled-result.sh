#!/bin/sh
# What distributed.as_completed gives for a future that was cancelled, with results and with errors to be raised.
#
# Seen with distributed 2026.8.0: raise_errors=True (the default) raises what a task raised; but of a future that was cancelled, as
# all are when the scheduler is gone, the exception comes as the *result*, (future, FutureCancelledError(...)). A loop that trusts
# its results takes it for one. The documentation says "Whether we should raise when the result of a future raises an exception".
# pyfidget looks at each result for that reason (host/posters/schedule.py).
#
# Run by hand, with network and Python 3.11 or newer: installs distributed into a temporary folder, without pyfidget. Ends with 1
# if the behaviour is another one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dask==2026.8.0 distributed==2026.8.0
cat > "$folder/cancelled.py" <<'PYTHON'
import sys
import time

import distributed


def fail():
    raise ValueError('of the task')


def main():
    print('distributed', distributed.__version__)
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, host='127.0.0.1', dashboard_address=None,
                                  silence_logs='CRITICAL') as cluster:
        with cluster.get_client() as client:
            try:
                list(distributed.as_completed([client.submit(fail, pure=False)], with_results=True, raise_errors=True))
                raised = 'nothing'
            except ValueError as error:
                raised = repr(error)
            print('of a task that fails, as_completed raises', raised)
            future = client.submit(time.sleep, 2, pure=False)
            future.cancel()
            try:
                [(_, result)] = list(distributed.as_completed([future], with_results=True, raise_errors=True))
            except BaseException as error:
                print('of a future that was cancelled, as_completed raises', repr(error))
                return 1
            print('of a future that was cancelled, its result is', repr(result)[:60])
            return 0 if isinstance(result, BaseException) and raised.startswith('ValueError') else 1


if __name__ == '__main__':
    sys.exit(main())
PYTHON
"$folder/env/bin/python" -W ignore "$folder/cancelled.py"
