namespace CodeRed.Llama;

/// <summary>A Llama of random weights, small enough to be made anew for a test. It has learnt nothing: it answers any prompt with syllables that mean nothing, but always by the same weights.</summary>
/// <remarks>
/// The architecture is Llama's: RMS norms, rotary positions, grouped-query attention, gated feed-forward. A prompt may be any text: what the vocabulary has no
/// piece for is read byte by byte. The rows of the output that belong to bytes and control tokens are zero, except that of the end of a turn, so that an answer
/// is nearly always readable.
/// </remarks>
public static class TinyLlama
{
    /// <summary>How many tokens a prompt and its answer may have together.</summary>
    public const int ContextLength = 2048;

    private const int Embedding = 64;
    private const int Layers = 2;
    private const int Heads = 4;
    private const int KeyValueHeads = 2;
    private const int FeedForward = 128;

    // How sure of itself it is: with a larger spread of the output it is surer, and fewer answers change when the weights are rounded.
    private const float OutputSpread = 0.65f;
    private const float LayerSpread = 0.35f;

    private const string TurnBegins = "<|im_start|>";
    private const string TurnEnds = "<|im_end|>";

    // The kinds of token of GGUF.
    private const int Normal = 1;
    private const int Unknown = 2;
    private const int Control = 3;
    private const int Byte = 6;

    /// <summary>Makes the model file.</summary>
    /// <param name="seed">Of the weights. The same seed gives the same file to the byte, and the same weights in each type but for its rounding.</param>
    /// <param name="type">How the matrices are written: <see cref="GgufTensorType.F16"/> or <see cref="GgufTensorType.Q8_0"/>.</param>
    public static GgufFile Make(ulong seed, GgufTensorType type)
    {
        var vocabulary = Vocabulary();
        var file = new GgufFile();
        file.Add("general.architecture", "llama");
        file.Add("general.name", "A tiny Llama of random weights");
        file.Add("llama.vocab_size", (uint)vocabulary.Count);
        file.Add("llama.context_length", (uint)ContextLength);
        file.Add("llama.embedding_length", (uint)Embedding);
        file.Add("llama.block_count", (uint)Layers);
        file.Add("llama.feed_forward_length", (uint)FeedForward);
        file.Add("llama.rope.dimension_count", (uint)(Embedding / Heads));
        file.Add("llama.attention.head_count", (uint)Heads);
        file.Add("llama.attention.head_count_kv", (uint)KeyValueHeads);
        file.Add("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        file.Add("tokenizer.ggml.model", "llama");
        file.Add("tokenizer.ggml.tokens", vocabulary.Select(t => t.Text).ToArray());
        file.Add("tokenizer.ggml.scores", vocabulary.Select(t => t.Score).ToArray());
        file.Add("tokenizer.ggml.token_type", vocabulary.Select(t => t.Kind).ToArray());
        file.Add("tokenizer.ggml.unknown_token_id", 0u);
        file.Add("tokenizer.ggml.bos_token_id", 1u);
        file.Add("tokenizer.ggml.eos_token_id", (uint)vocabulary.FindIndex(t => t.Text == TurnEnds));
        file.Add("tokenizer.ggml.add_bos_token", true);
        file.Add("tokenizer.ggml.add_eos_token", false);
        file.Add("tokenizer.ggml.add_space_prefix", false);
        file.Add(
            "tokenizer.chat_template",
            $"{{% for m in messages %}}{TurnBegins}{{{{ m['role'] }}}}\n{{{{ m['content'] }}}}{TurnEnds}\n{{% endfor %}}{{% if add_generation_prompt %}}{TurnBegins}assistant\n{{% endif %}}");

        file.Add("general.quantization_version", 2u);
        file.Add("general.file_type", type == GgufTensorType.Q8_0 ? 7u : 1u);

        // In the order in which llama.cpp's own quantizer writes them.
        ulong state = seed;
        const int keyValue = Embedding / Heads * KeyValueHeads;
        Matrix("output.weight", Embedding, vocabulary.Count, OutputSpread, row => vocabulary[row].Kind == Normal || vocabulary[row].Text == TurnEnds);
        Ones("output_norm.weight");
        Matrix("token_embd.weight", Embedding, vocabulary.Count, 1);
        for (int layer = 0; layer < Layers; layer++)
        {
            string block = $"blk.{layer}.";
            Matrix(block + "attn_k.weight", Embedding, keyValue, LayerSpread);
            Ones(block + "attn_norm.weight");
            Matrix(block + "attn_output.weight", Embedding, Embedding, LayerSpread);
            Matrix(block + "attn_q.weight", Embedding, Embedding, LayerSpread);
            Matrix(block + "attn_v.weight", Embedding, keyValue, LayerSpread);
            Matrix(block + "ffn_down.weight", FeedForward, Embedding, LayerSpread);
            Matrix(block + "ffn_gate.weight", Embedding, FeedForward, LayerSpread);
            Ones(block + "ffn_norm.weight");
            Matrix(block + "ffn_up.weight", Embedding, FeedForward, LayerSpread);
        }

        return file;

        void Ones(string name) => file.AddTensor(name, [Embedding], GgufTensorType.F32, Enumerable.Repeat(1f, Embedding).ToArray());

        void Matrix(string name, int columns, int rows, float spread, Func<int, bool>? isUsed = null)
        {
            float[] weights = new float[columns * rows];
            for (int i = 0; i < weights.Length; i++)
            {
                // Both files hold the weights as rounded to 16 bits, so that one is the other's quantization.
                float weight = (float)(Half)(spread * Uniform());
                weights[i] = isUsed is null || isUsed(i / columns) ? weight : 0;
            }

            file.AddTensor(name, [columns, rows], type, weights);
        }

        // Between -1 and 1, from the upper bits of Knuth's congruential generator (MMIX): exact, hence the same on every machine.
        float Uniform()
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return ((state >> 40) * (2f / (1 << 24))) - 1;
        }
    }

    private static List<(string Text, float Score, int Kind)> Vocabulary()
    {
        List<(string Text, float Score, int Kind)> tokens = [("<unk>", 0, Unknown), ("<s>", 0, Control), ("</s>", 0, Control), (TurnBegins, 0, Control), (TurnEnds, 0, Control)];
        tokens.AddRange(Enumerable.Range(0, 256).Select(b => ($"<0x{b:X2}>", 0f, Byte)));

        // A higher score is joined first; a space is written as U+2581.
        var syllables = from consonant in "bdfgklmnprstvz" from vowel in "aeiou" select $"{consonant}{vowel}";
        var pieces = syllables.Concat("\u2581.,?0123456789abcdefghijklmnopqrstuvwxyz".Select(c => c.ToString()));
        tokens.AddRange(pieces.Select((piece, place) => (piece, -(float)place, Normal)));
        return tokens;
    }
}
