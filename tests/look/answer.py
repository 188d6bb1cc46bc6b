#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""answer.py STATUS [CERTIFICATE]: a portal in trouble: gives every request the same answer; with a certificate (PEM, its
key in it) over TLS. Prints its address."""
import http.server
import json
import ssl
import sys

PROBLEMS = {
    403: {"type": "urn:pilotage:problem:forbidden", "title": "Forbidden", "detail": "The role “recruiter” may not do this."},
    429: {"type": "urn:pilotage:problem:throttled", "title": "Too many requests", "retryAfterSecs": 90},
    500: {"type": "urn:pilotage:problem:internal", "title": "Internal error", "detail": "The disk is full."},
}


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        problem = PROBLEMS.get(status)
        body = json.dumps(problem).encode() if problem else b"<html><h1>Bad Gateway</h1></html>"
        self.send_response(status)
        self.send_header("Content-Type", "application/problem+json" if problem else "text/html")
        self.send_header("Content-Length", str(len(body)))
        if status == 429:
            self.send_header("Retry-After", "90")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, *_):
        pass


status = int(sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(f"{'https' if len(sys.argv) > 2 else 'http'}://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
