#!/usr/bin/env python3
"""Ranks labelled devices with the program and says how well: rank_devices.py PROGRAM WORKDIR own|FILE.jsonl...

"own" is own_devices.py. Each line of a file is one device: chats, text messages, pictures, notes and the truth (role, priority_rank within its
batch, top_chat_ids). Each becomes evidence as the program reads it (an export of Telegram Desktop, Android's store of text
messages, Google Keep, pictures with EXIF) below WORKDIR, each batch one case. Printed: Kendall's tau and the place of the
organiser by batch, the share of roles and of first chats that are right. `--verbose` adds the reasons.
"""

import datetime
import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "samples"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import jpeg_exif  # noqa: E402
import own_devices  # noqa: E402

OWNER = 1000001


def when(text):
    return datetime.datetime.fromisoformat(text)


def write_chats(device, folder):
    chats = []
    for number, chat in enumerate(device["chats"], 1):
        rows = []
        for n, message in enumerate(chat["messages"], 1):
            at = when(message["ts"])
            out = message["dir"] == "out"
            row = {"id": n, "type": "message", "date": at.strftime("%Y-%m-%dT%H:%M:%S"), "date_unixtime": str(int(at.timestamp())),
                   "from": "Owner" if out else chat["peer"], "from_id": f"user{OWNER if out else OWNER + number}",
                   "text": message["text"]}
            if message.get("photo"):
                row["photo"] = f"photos/{n}.jpg"
            rows.append(row)
        chats.append({"name": chat["peer"], "type": "personal_chat", "id": OWNER + number, "messages": rows})
    os.makedirs(folder, exist_ok=True)
    export = {"about": "", "personal_information": {"user_id": OWNER, "first_name": "Owner"},
              "chats": {"about": "", "list": chats}}
    with open(os.path.join(folder, "result.json"), "w", encoding="utf-8") as file:
        json.dump(export, file, ensure_ascii=False, indent=1)


def write_texts(device, folder):
    os.makedirs(folder, exist_ok=True)
    db = sqlite3.connect(os.path.join(folder, "mmssms.db"))
    db.execute("CREATE TABLE sms (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, date INTEGER, date_sent INTEGER, type INTEGER, body TEXT)")
    db.execute("CREATE TABLE canonical_addresses (_id INTEGER PRIMARY KEY, address TEXT)")
    db.execute("CREATE TABLE threads (_id INTEGER PRIMARY KEY, recipient_ids TEXT)")
    senders = sorted({text["sender"] for text in device["sms"]})
    for n, sender in enumerate(senders, 1):
        db.execute("INSERT INTO canonical_addresses VALUES (?, ?)", (n, sender))
        db.execute("INSERT INTO threads VALUES (?, ?)", (n, str(n)))
    for n, text in enumerate(device["sms"], 1):
        at = int(when(text["ts"]).timestamp() * 1000)
        db.execute("INSERT INTO sms VALUES (?, ?, ?, ?, ?, 1, ?)", (n, senders.index(text["sender"]) + 1, text["sender"], at, at, text["text"]))
    db.commit()
    db.close()


def write_notes(device, folder):
    os.makedirs(folder, exist_ok=True)
    db = sqlite3.connect(os.path.join(folder, "keep.db"))
    db.execute("CREATE TABLE tree_entity (_id INTEGER PRIMARY KEY, title TEXT, time_created INTEGER, time_last_updated INTEGER, last_modifier_email TEXT)")
    db.execute("CREATE TABLE list_item (_id INTEGER PRIMARY KEY, list_parent_id INTEGER, text TEXT)")
    for n, note in enumerate(device.get("notes", []), 1):
        db.execute("INSERT INTO tree_entity VALUES (?, '', 0, 0, '')", (n,))
        db.execute("INSERT INTO list_item VALUES (?, ?, ?)", (n, n, note))
    db.commit()
    db.close()


def write_device(device, folder):
    write_chats(device, os.path.join(folder, "Download", "Telegram Desktop", "DataExport"))
    write_texts(device, os.path.join(folder, "data", "com.android.providers.telephony", "databases"))
    write_notes(device, os.path.join(folder, "data", "com.google.android.keep", "databases"))
    pictures = os.path.join(folder, "DCIM", "Camera")
    os.makedirs(pictures, exist_ok=True)
    for n, photo in enumerate(device["photos"]):
        with open(os.path.join(pictures, photo["name"]), "wb") as file:
            file.write(jpeg_exif.jpeg(n, 64, 48, when(photo["ts"]), 5, photo.get("lat"), photo.get("lon")))


def tau(truth, got):
    """Kendall's tau of two orders of the same things."""
    pairs = list(itertools.combinations(truth, 2))
    place = {name: n for n, name in enumerate(got)}
    return sum(1 if place[a] < place[b] else -1 for a, b in pairs) / len(pairs)


def leads_of(program, case):
    text = subprocess.run([program, "export", case, "--type", "lead"], stdout=subprocess.PIPE, check=True).stdout.decode()
    return [json.loads(line) for line in text.splitlines()]


def rank_batch(program, workdir, batch, devices):
    folder = os.path.join(workdir, batch)
    case = os.path.join(workdir, batch + ".case")
    for old in (folder, case):
        shutil.rmtree(old, ignore_errors=True)
    names = []
    for device in devices:
        write_device(device, os.path.join(folder, device["id"]))
        names.append(os.path.join(folder, device["id"]))
    subprocess.run([program, "triage", *names, "--case", case, "--progress", "none", "--jobs", "1"], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    return leads_of(program, case)


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    verbose = "--verbose" in sys.argv
    program, workdir, files = arguments[0], arguments[1], arguments[2:]
    devices = []
    for name in files:
        devices += own_devices.devices() if name == "own" else [json.loads(line) for line in open(name, encoding="utf-8")]
    roles = chats = with_chats = 0
    taus, places = [], []
    for batch in sorted({d["batch"] for d in devices}):
        mine = [d for d in devices if d["batch"] == batch]
        leads = rank_batch(program, workdir, batch, mine)
        ranked = [lead for lead in leads if lead["target_kind"] == "device"]
        order = [lead["target"] for lead in ranked]
        truth = [d["id"] for d in sorted(mine, key=lambda d: d["ground_truth"]["priority_rank"])]
        taus.append(tau(truth, order))
        print(f"{batch}: tau {taus[-1]:+.2f}")
        for lead in ranked:
            device = next(d for d in mine if d["id"] == lead["target"])
            wanted = device["ground_truth"]
            right = lead["role"] == wanted["role"]
            roles += right
            if wanted["role"] == "organiser":
                places.append(order.index(device["id"]) + 1)
            first = next((l for l in leads if l["target_kind"] == "chat" and l["source"] == device["id"]), None)
            found = None
            if wanted["top_chat_ids"]:
                with_chats += 1
                peers = {str(OWNER + n): c["chat_id"] for n, c in enumerate(device["chats"], 1)}
                found = peers.get(first["target"]) if first else None
                chats += found in wanted["top_chat_ids"]
            print(f"  {lead['rank']:2} (wanted {wanted['priority_rank']}) {lead['score']:5} {device['id']} {lead['role']:10}"
                  f" {'' if right else '<> ' + wanted['role']} {wanted.get('note', '')} top {found} of {wanted['top_chat_ids']}")
            if verbose:
                for kind in ("reasons", "against"):
                    for reason in lead[kind]:
                        print(f"        {'+' if kind == 'reasons' else '-'} {reason.get('points', '')} {reason['text']}")
    print(f"tau by batch: {', '.join(f'{t:+.2f}' for t in taus)}; mean {sum(taus) / len(taus):+.2f}")
    print(f"places of organisers: {places}")
    print(f"roles right: {roles} of {len(devices)}; first chat right: {chats} of {with_chats}")


if __name__ == "__main__":
    main()
