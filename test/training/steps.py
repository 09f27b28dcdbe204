"""Makes one step of training on a file with TRL's own trainers, on a processor, with a tiny model of random weights.

Reads a job (JSON) from stdin: {"trainer": "DPO" | "KTO" | "Reward", "train": file, "test": file or null, "options": "loss_type=..."}
with the options as they stand in the lines that an export gives; writes {"version", "rows", "test_rows", "steps", "loss",
"moved", "columns"}: rows that the trainer kept, and whether the step moved the weights.
"""

import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import torch
import trl
from datasets import disable_progress_bars, load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification, PreTrainedTokenizerFast

disable_progress_bars()
job = json.load(sys.stdin)
torch.manual_seed(0)

alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
special = ["<pad>", "<eos>"]
model = Tokenizer(models.BPE({token: i for i, token in enumerate(special + alphabet)}, []))
model.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
model.decoder = decoders.ByteLevel()
tokenizer = PreTrainedTokenizerFast(tokenizer_object=model, pad_token="<pad>", eos_token="<eos>")
tokenizer.chat_template = (
    "{% for m in messages %}[{{ m['role'] }}]{{ m['content'] }}<eos>{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)
config = LlamaConfig(
    vocab_size=len(tokenizer),
    hidden_size=16,
    intermediate_size=32,
    num_hidden_layers=1,
    num_attention_heads=2,
    num_key_value_heads=2,
    max_position_embeddings=4096,
    pad_token_id=tokenizer.pad_token_id,
    eos_token_id=tokenizer.eos_token_id,
    num_labels=1,
)
classes = {
    "DPO": (trl.DPOTrainer, trl.DPOConfig, LlamaForCausalLM),
    "KTO": (trl.KTOTrainer, trl.KTOConfig, LlamaForCausalLM),
    "Reward": (trl.RewardTrainer, trl.RewardConfig, LlamaForSequenceClassification),
}
trainer_class, config_class, model_class = classes[job["trainer"]]
files = {"train": job["train"], **({"test": job["test"]} if job["test"] else {})}
with tempfile.TemporaryDirectory() as folder:
    dataset = load_dataset("json", data_files=files, cache_dir=folder)
    common = {
        "output_dir": folder,
        "max_steps": 1,
        "per_device_train_batch_size": 4,
        "learning_rate": 1e-3,
        "use_cpu": True,
        "bf16": False,
        "report_to": [],
        "save_strategy": "no",
        "disable_tqdm": True,
        "logging_steps": 1,
        "max_length": 256,
    }
    options = eval(f"dict({job['options']})")
    # The trainers load their model of reference from where the model is.
    place = os.path.join(folder, "model")
    model_class(config).save_pretrained(place)
    trainer = trainer_class(
        model=place,
        args=config_class(**common, **options),
        train_dataset=dataset["train"],
        eval_dataset=dataset.get("test"),
        processing_class=tokenizer,
    )
    before = [weight.detach().clone() for weight in trainer.model.parameters()]
    result = trainer.train()
    answer = {
        "version": trl.__version__,
        "rows": len(trainer.train_dataset),
        "test_rows": len(trainer.eval_dataset) if trainer.eval_dataset is not None else 0,
        "steps": result.global_step,
        "loss": result.training_loss,
        "moved": any(not torch.equal(a, b) for a, b in zip(before, trainer.model.parameters())),
        "columns": sorted(trainer.train_dataset.column_names),
    }
# What libraries print goes before; the answer is the last line.
print()
print(json.dumps(answer))
