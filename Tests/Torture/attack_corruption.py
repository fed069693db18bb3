"""A database with random damage: no signal, no hang, and what is answered wrongly is refused by `verify`."""

import pathlib
import shutil

import shared


def damage(data, random):
    """Changes bytes the way disks, copies and editors do."""
    data = bytearray(data)
    kind = random.randrange(7)
    page = random.randrange(max(len(data) // 16384, 1)) * 16384
    if kind == 0:
        for _ in range(random.choice((1, 1, 3, 30))):
            data[random.randrange(len(data))] = random.randrange(256)
    elif kind == 1:
        start = random.randrange(len(data))
        data[start:start + random.choice((16, 512, 4096, 16384))] = bytes(random.choice((16, 512, 4096, 16384)))
    elif kind == 2:
        del data[random.randrange(len(data)):]
    elif kind == 3:
        other = random.randrange(max(len(data) // 16384, 1)) * 16384
        data[page:page + 16384], data[other:other + 16384] = data[other:other + 16384], data[page:page + 16384]
    elif kind == 4:
        data[page:page + 16384] = random.randbytes(16384)
    elif kind == 5:
        data[random.randrange(100)] = random.randrange(256)
    else:
        for _ in range(random.choice((1, 10))):
            place = page + random.randrange(100)
            if place < len(data):
                data[place] ^= 1 << random.randrange(8)
    return bytes(data)


def one_byte(data, random):
    data = bytearray(data)
    place = random.randrange(len(data))
    data[place] ^= random.randrange(1, 256)
    return bytes(data)


def run(attack):
    torture = attack.torture
    small, full = torture.small(), torture.full()
    small_questions = shared.questions()
    full_questions = shared.questions("31555", "243100518", "48", "QN03016M", at=("1.44", "43.6"))
    for original, questions, change, count, name in (
        (full, full_questions, damage, torture.count(500), "file"),
        (small, small_questions, damage, torture.count(500), "small file"),
        (small, small_questions, one_byte, torture.count(5000, 20), "byte"),
    ):
        data = pathlib.Path(original).read_bytes()
        lawful = [torture.run(*words, "-d", original) for words in questions]
        for result in lawful:
            if result.code != 0:
                attack.note(f"question that the sound database refuses ({' '.join(result.words[1:4])})")

        def work(number):
            random = torture.random(attack.name, name, number)
            copy = torture.scratch("corruption", f"{name}-{number}") / "it.sqlite"
            changed = change(data, random)
            copy.write_bytes(changed)
            wrong = None
            for words, sound in zip(questions, lawful):
                result = torture.run(*words, "-d", copy, timeout=30)
                fault = result.fault()
                # That nothing has a name is an answer like another.
                if not fault and result.code == 1 != sound.code:
                    wrong = wrong or result
                attack.check(fault and f"{name} {number}: {fault}", result.command, keep=[copy])
                if result.code == 0 and result.out != sound.out:
                    wrong = wrong or result
                attack.note("refused" if result.code == 2 else "same" if result.out == sound.out else "other answers")
            verified = torture.run("verify", "-d", copy, timeout=60)
            fault = verified.fault({0, 2, 65})
            if not fault and wrong and verified.code == 0 and changed != data:
                fault = f"a wrong answer, and verify passes: {wrong.command}"
            attack.check(fault and f"{name} {number}: {fault}", verified.command, keep=[copy])
            shutil.rmtree(copy.parent)

        attack.each(count, work)
