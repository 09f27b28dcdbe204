"""Reads files with the loading code of trainers and tools, and tells what they understood.

Reads a list of jobs (JSON) from stdin: {"loader": name, "path": file, "options": {...}}; writes a list of answers to
stdout: {"loader", "version", "rows": [[prompt, chosen, rejected], ...]} with messages as [role, content], or
{"loader", "error"}. The packages are unpacked wheels: only the modules that read data are loaded, with empty stand-ins for
torch and for what they import beside (models, templates), so that no trainer has to be installed.
"""

import importlib
import importlib.util
import json
import logging
import sys
import traceback
import types
from importlib.metadata import version
from pathlib import Path

import datasets

datasets.disable_progress_bars()
datasets.logging.set_verbosity_error()
wheels = Path(sys.argv[1])
sys.path.insert(0, str(wheels))


def stand_in(name, **attributes):
    """An empty module of that name, with the attributes that its users import."""
    module = types.ModuleType(name)
    module.__path__ = []
    for key, value in attributes.items():
        setattr(module, key, value)
    sys.modules[name] = module
    return module


def bare_package(name):
    """A package whose own __init__ is not run, so that its parts can be loaded alone."""
    if name in sys.modules:
        return
    module = types.ModuleType(name)
    module.__path__ = [str(wheels.joinpath(*name.split(".")))]
    sys.modules[name] = module


def part(name):
    """Loads one module of a package as it was released."""
    parents = name.split(".")[:-1]
    for i in range(len(parents)):
        bare_package(".".join(parents[: i + 1]))
    return importlib.import_module(name)


def rows_of(path):
    return datasets.load_dataset("json", data_files=path, split="train")


def pairs(messages):
    return [[message["role"], message["content"]] for message in messages or []]


def plain(text, role):
    return [[role, text]]


def load_datasets(path, options):
    return version("datasets"), [[list(row), None, None] for row in rows_of(path)]


def load_folder(path, options):
    """A folder of files with their data card as README.md: the splits that the card names."""
    splits = datasets.load_dataset(path)
    return version("datasets"), [[[[name, json.dumps(row, sort_keys=True)]], None, None] for name in splits for row in splits[name]]


def load_trl(path, options):
    module = part("trl.data_utils")
    found = []
    for row in rows_of(path):
        row = {key: value for key, value in row.items() if value is not None}
        if not options.get("explicit"):
            row.pop("prompt", None)
            row = module.extract_prompt(row)
        if module.is_conversational(row):
            found.append([pairs(row["prompt"]), pairs(row["chosen"]), pairs(row["rejected"])])
        else:
            found.append([plain(row["prompt"], "user"), plain(row["chosen"], "assistant"), plain(row["rejected"], "assistant")])
    return wheel_version("trl"), found


def load_trl_unpaired(path, options):
    module = part("trl.data_utils")
    good = {}
    bad = {}
    for row in rows_of(path):
        assert set(row) == {"prompt", "completion", "label"}, sorted(row)
        assert module.is_conversational(row) and isinstance(row["label"], bool)
        (good if row["label"] else bad).setdefault(json.dumps(row["prompt"]), []).append(pairs(row["completion"]))
    return wheel_version("trl"), [
        [pairs(json.loads(prompt)), chosen, rejected]
        for prompt, all_chosen in good.items()
        for chosen, rejected in zip(all_chosen, bad[prompt])
    ]


def load_trl_unpair(path, options):
    """What KTO makes of pairs by itself."""
    module = part("trl.data_utils")
    table = rows_of(path)
    table = table.remove_columns([name for name in table.column_names if name not in ("prompt", "chosen", "rejected")])
    unpaired = module.unpair_preference_dataset(table)
    half = len(unpaired) // 2
    found = []
    rows = list(unpaired)
    chosen = [row for row in rows if row["label"]]
    rejected = [row for row in rows if not row["label"]]
    assert len(chosen) == len(rejected) == half
    for a, b in zip(chosen, rejected):
        found.append([pairs(a["prompt"]), pairs(a["completion"]), pairs(b["completion"])])
    return wheel_version("trl"), found


def llama_factory(columns, formatting):
    quiet = logging.getLogger("llamafactory")
    for name in ("info_rank0", "warning_rank0", "warning_rank0_once"):
        setattr(quiet, name, lambda text: (_ for _ in ()).throw(ValueError(text)))
    for name in ("llamafactory", "llamafactory.extras", "llamafactory.data"):
        bare_package(name)
    stand_in("llamafactory.extras.logging", get_logger=lambda name: quiet)
    sys.modules["llamafactory.extras"].logging = sys.modules["llamafactory.extras.logging"]
    stand_in("llamafactory.extras.constants", DATA_CONFIG="dataset_info.json")
    stand_in("llamafactory.extras.misc", use_modelscope=lambda: False, use_openmind=lambda: False)
    converter = part("llamafactory.data.converter")
    parser = part("llamafactory.data.parser")
    attributes = parser.DatasetAttr("file", dataset_name="x")
    attributes.join({"formatting": formatting, **columns})
    return converter.get_dataset_converter(formatting, attributes, None)


def load_llama_factory(path, options):
    convert = llama_factory(options["info"], options["info"].get("formatting", "alpaca"))
    found = []
    for row in rows_of(path):
        read = convert(row)
        assert read["_response"], "the example was skipped as broken"
        system = [["system", read["_system"]]] if read["_system"] else []
        chosen, rejected = read["_response"]
        found.append([system + pairs(read["_prompt"]), pairs([chosen]), pairs([rejected])])
    return wheel_version("llamafactory"), found


def load_llama_factory_kto(path, options):
    convert = llama_factory(options["info"], "sharegpt")
    good, bad = {}, {}
    for row in rows_of(path):
        read = convert(row)
        first, second = read["_response"]
        system = [["system", read["_system"]]] if read["_system"] else []
        prompt = json.dumps(system + pairs(read["_prompt"]))
        # A good example has its answer first and an empty one second, a bad one the other way round; its processor goes by the first.
        (good if first["content"] else bad).setdefault(prompt, []).append(pairs([first if first["content"] else second]))
    return wheel_version("llamafactory"), [
        [json.loads(prompt), chosen, rejected] for prompt, all_chosen in good.items() for chosen, rejected in zip(all_chosen, bad[prompt])
    ]


def load_openrlhf(path, options):
    # Before the stand-ins: `datasets` would take one for the real torch.
    rows = list(rows_of(path))
    stand_in("torch")
    stand_in("torch.utils")
    stand_in("torch.utils.data", Dataset=object)
    for name in ("openrlhf", "openrlhf.datasets", "openrlhf.utils"):
        bare_package(name)
    stand_in("openrlhf.utils.utils", zero_pad_sequences=None)
    module = part("openrlhf.datasets.reward_dataset")

    def template(messages, tokenize, add_generation_prompt=False):
        return "".join(json.dumps([m["role"], m["content"]]) + "\n" for m in messages)

    found = []
    for row in rows:
        prompt, chosen, rejected, margin = module.preprocess_data(
            row, prompt_key=options.get("prompt_key"), apply_chat_template=template, is_dpo=True
        )
        assert margin == (row.get("margin") or 0)
        found.append([[json.loads(line) for line in text.splitlines()] for text in (prompt, chosen, rejected)])
    return wheel_version("openrlhf"), found


def load_axolotl(path, options):
    for name in ("axolotl", "axolotl.utils", "axolotl.utils.schemas", "axolotl.prompt_strategies", "axolotl.prompt_strategies.dpo"):
        bare_package(name)
    stand_in(
        "axolotl.utils.chat_templates",
        extract_chat_template_args=lambda cfg, ds_cfg: (None, None),
        get_chat_template=lambda **given: None,
    )
    stand_in("axolotl.utils.schemas.utils", handle_legacy_message_fields_logic=lambda given: given)
    module = part("axolotl.prompt_strategies.dpo.chat_template")

    class Tokenizer:
        def apply_chat_template(self, messages, **given):
            return "\x1e".join(f"{m['role']}\x1f{m['content']}" for m in messages)

    transform, _ = module.default({"datasets": [{}]})
    found = []
    for row in rows_of(path):
        read = transform(row, tokenizer=Tokenizer())
        prompt = [turn.split("\x1f") for turn in read["prompt"].split("\x1e")]
        found.append([prompt, plain(read["chosen"], "assistant"), plain(read["rejected"], "assistant")])
    return wheel_version("axolotl"), found


def load_axolotl_text(path, options):
    for name in ("axolotl", "axolotl.prompt_strategies", "axolotl.prompt_strategies.dpo"):
        bare_package(name)
    transform = part("axolotl.prompt_strategies.dpo.chatml").default({})
    found = []
    start, end = "<|im_start|>", "<|im_end|>"
    for row in rows_of(path):
        read = transform(dict(row))
        turns = [turn.split("\n", 1) for turn in read["prompt"].split(start) if turn]
        prompt = [[role, text.removesuffix("\n").removesuffix(end)] for role, text in turns if role != "assistant"]
        found.append([prompt, plain(read["chosen"].removesuffix(end), "assistant"), plain(read["rejected"].removesuffix(end), "assistant")])
    return wheel_version("axolotl"), found


def load_axolotl_segments(path, options):
    for name in ("axolotl", "axolotl.utils", "axolotl.prompt_strategies"):
        bare_package(name)
    quiet = logging.getLogger("axolotl")
    stand_in("axolotl.utils.logging", get_logger=lambda name: quiet)
    stand_in("colorama", Fore=types.SimpleNamespace(CYAN="", RESET=""))

    class Tokenizer:
        eos_token = ""

        def __call__(self, text, **given):
            return {"input_ids": [ord(letter) for letter in text]}

    module = part("axolotl.prompt_strategies.input_output")
    strategy = module.load(Tokenizer(), types.SimpleNamespace(train_on_inputs=False, sequence_len=4096))
    found = []
    for row in rows_of(path):
        read = strategy.tokenize_prompt(row)
        # What is learnt and what is only read, in turn.
        runs = []
        for token, label in zip(read["input_ids"], read["labels"]):
            assert label in (token, -100)
            learnt = label != -100
            if not runs or runs[-1][0] != learnt:
                runs.append([learnt, ""])
            runs[-1][1] += chr(token)
        (_, opening), (_, first), (_, between), (_, second) = runs
        good, bad = options["chosen"], options["rejected"]
        leads = good if opening.endswith(good) else bad
        assert opening.endswith(leads) and between == "\n\n" + (bad if leads == good else good)
        prompt = opening.removesuffix(leads).removesuffix("\n\n")
        sides = [first, second] if leads == good else [second, first]
        found.append([plain(prompt, "user"), plain(sides[0], "assistant"), plain(sides[1], "assistant")])
    return wheel_version("axolotl"), found


def load_ms_swift(path, options):
    table = rows_of(path)
    for name in ("swift", "swift.dataset", "swift.dataset.preprocessor", "swift.template"):
        bare_package(name)
    quiet = logging.getLogger("swift")
    stand_in(
        "swift.utils",
        TOOL_KEYS=("tools", "rejected_tools", "positive_tools", "negative_tools"),
        get_logger=lambda: quiet,
        is_dist=lambda: False,
        is_master=lambda: True,
        remove_arrow_padding=lambda row: row,
        safe_ddp_context=None,
    )
    for name in ("modelscope", "modelscope.hub", "modelscope.hub.utils"):
        stand_in(name)
    stand_in("modelscope.hub.utils.utils", get_cache_dir=lambda: "")
    stand_in("PIL", Image=types.SimpleNamespace(Image=object))
    # The rest of that module is about generating, for which it wants torch.
    # Before the stand-in, which it would take for the real one.
    from transformers import PreTrainedTokenizerBase, StoppingCriteria  # noqa: F401

    stand_in("torch", Tensor=object, BoolTensor=object, LongTensor=object, dtype=object, device=object)
    helpers = part("swift.template.utils")
    sys.modules["swift.template"].history_to_messages = helpers.history_to_messages
    preprocessors = part("swift.dataset.preprocessor.core")
    inputs = part("swift.template.template_inputs").TemplateInputs
    found = []
    for batch in table.to_list():
        preprocessor = preprocessors.AutoPreprocessor()._get_preprocessor(table)
        row = preprocessor.preprocess(batch)
        preprocessor._check_rejected_response(row)
        preprocessor._check_messages(row)
        read = inputs.from_dict({key: row[key] for key in ("messages", "rejected_response")})
        system = [["system", read.chosen.system]] if read.chosen.system is not None else []
        chosen, rejected = pairs(read.chosen.messages), pairs(read.rejected.messages)
        # Its prompt is what comes before the response that both are trained on.
        start = helpers.get_last_user_round(read.chosen.messages, include_tool=False) + 1
        assert chosen[:start] == rejected[:start] and read.chosen.system == read.rejected.system
        found.append([system + chosen[:start], chosen[start:], rejected[start:]])
    return wheel_version("ms_swift"), found


def load_turbo(path, options):
    for name in ("turbo_alignment", "turbo_alignment.dataset", "turbo_alignment.dataset.base", "turbo_alignment.dataset.chat", "turbo_alignment.dataset.pair_preferences"):
        bare_package(name)
    record = part("turbo_alignment.dataset.pair_preferences.models").PairPreferenceRecord
    named = {"bot": "assistant"}

    def turns(messages):
        return [[named.get(m.role.value, m.role.value), m.content] for m in messages]

    found = []
    for line in Path(path).read_text("utf-8").split("\n"):
        if line:
            read = record(**json.loads(line))
            found.append([turns(read.context), turns([read.answer_w]), turns([read.answer_l])])
    return wheel_version("turbo_alignment"), found


def load_icai(path, options):
    for name in ("inverse_cai", "inverse_cai.data", "inverse_cai.data.loader"):
        bare_package(name)
    frame = part("inverse_cai.data.loader.standard").load(path, merge_prompts=False)
    found = []
    for row in frame.to_dict("records"):
        prompt = row.get("prompt", row.get("input"))
        texts = [row["text_a"], row["text_b"]]
        assert row["preferred_text"] in ("text_a", "text_b"), row["preferred_text"]
        if row["preferred_text"] == "text_b":
            texts.reverse()
        found.append([plain(prompt, "user"), plain(texts[0], "assistant"), plain(texts[1], "assistant")])
    return wheel_version("inverse_cai"), found


def wheel_version(name):
    folder = next(wheels.glob(f"{name}-*.dist-info"))
    return folder.name.removeprefix(f"{name}-").removesuffix(".dist-info")


answers = []
for job in json.load(sys.stdin):
    try:
        found_version, rows = globals()[f"load_{job['loader']}"](job["path"], job.get("options", {}))
        answers.append({"loader": job["loader"], "version": found_version, "rows": rows})
    except Exception:
        answers.append({"loader": job["loader"], "error": traceback.format_exc()})
json.dump(answers, sys.stdout)
