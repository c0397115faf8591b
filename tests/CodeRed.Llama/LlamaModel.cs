using System.Runtime.InteropServices;
using System.Text;
using static CodeRed.Llama.LlamaLibrary;

namespace CodeRed.Llama;

/// <summary>How an answer is drawn.</summary>
/// <param name="MaxTokens">The most tokens of an answer.</param>
/// <param name="Temperature">0 takes the likeliest token each time.</param>
/// <param name="TopK">Only the so many likeliest tokens are drawn from; 0: all.</param>
/// <param name="TopP">Only the likeliest tokens that together have this probability are drawn from; 1: all.</param>
/// <param name="Seed">Of the draws.</param>
/// <param name="Alternatives">How many of the likeliest tokens are told with each one.</param>
public sealed record Decoding(int MaxTokens, float Temperature = 0, int TopK = 0, float TopP = 1, uint Seed = 0, int Alternatives = 0);

/// <summary>A token of an answer.</summary>
/// <param name="Bytes">Its text as UTF-8, which may be a part of a character; empty for the end.</param>
/// <param name="LogProbability">By the model, before temperature and cuts.</param>
/// <param name="Alternatives">The likeliest tokens at this place.</param>
/// <param name="IsEnd">Whether the model ended its answer with it.</param>
public sealed record LlamaToken(byte[] Bytes, double LogProbability, IReadOnlyList<LlamaToken> Alternatives, bool IsEnd);

/// <summary>A model file as llama.cpp runs it, on one thread. It answers one prompt at a time.</summary>
public sealed unsafe class LlamaModel : IDisposable
{
    private readonly nint model;
    private readonly nint context;
    private readonly nint vocabulary;

    private LlamaModel(nint model, nint context, int contextLength)
    {
        this.model = model;
        this.context = context;
        ContextLength = contextLength;
        vocabulary = llama_model_get_vocab(model);
    }

    /// <summary>Why no model can be run here; null when one can.</summary>
    public static string? Absence => LlamaLibrary.Absence;

    /// <summary>The library's version, for example <c>0.4.0</c>.</summary>
    public static string LibraryVersion
    {
        get
        {
            LlamaLibrary.Load();
            return Marshal.PtrToStringUTF8(llama_version())!;
        }
    }

    /// <summary>The most tokens that a prompt and its answer may have together.</summary>
    public int ContextLength { get; }

    /// <summary>Loads a model file.</summary>
    /// <param name="contextLength">The most tokens that a prompt and its answer may have together.</param>
    /// <exception cref="InvalidDataException">The library does not take it.</exception>
    public static LlamaModel Load(string path, int contextLength)
    {
        LlamaLibrary.Load();
        nint model = llama_model_load_from_file(path, llama_model_default_params());
        if (model == 0)
        {
            throw new InvalidDataException($"{path}: {TakeErrors()}");
        }

        var parameters = llama_context_default_params();
        parameters.ContextLength = parameters.BatchLength = (uint)contextLength;
        nint context = llama_init_from_model(model, parameters);
        if (context == 0)
        {
            llama_model_free(model);
            throw new InvalidDataException($"{path}: {TakeErrors()}");
        }

        // With more threads such a small model is slower.
        llama_set_n_threads(context, 1, 1);
        return new(model, context, contextLength);
    }

    /// <summary>Writes a model file's weights anew as Q8_0, as llama.cpp does it.</summary>
    public static void Quantize(string from, string to)
    {
        LlamaLibrary.Load();
        var parameters = llama_model_quantize_default_params();
        const int q8 = 7;
        parameters.Threads = 1;
        parameters.FileType = q8;
        if (llama_model_quantize(from, to, in parameters) != 0)
        {
            throw new InvalidDataException($"{from}: {TakeErrors()}");
        }
    }

    /// <summary>Messages in the form in which the model expects a conversation, up to where its answer begins.</summary>
    public string Prompt(IReadOnlyList<(string Role, string Content)> messages)
    {
        var natives = messages.Select(m => new ChatMessage { Role = Marshal.StringToCoTaskMemUTF8(m.Role), Content = Marshal.StringToCoTaskMemUTF8(m.Content) }).ToArray();
        try
        {
            byte* template = llama_model_chat_template(model, 0);
            fixed (ChatMessage* first = natives)
            {
                int length = llama_chat_apply_template(template, first, (nuint)natives.Length, askForAnswer: true, null, 0);
                byte[] text = new byte[length];
                fixed (byte* start = text)
                {
                    _ = llama_chat_apply_template(template, first, (nuint)natives.Length, askForAnswer: true, start, length);
                }

                return Encoding.UTF8.GetString(text);
            }
        }
        finally
        {
            foreach (var message in natives)
            {
                Marshal.FreeCoTaskMem(message.Role);
                Marshal.FreeCoTaskMem(message.Content);
            }
        }
    }

    /// <summary>The tokens of a text, after the token that begins every prompt.</summary>
    public int[] Tokens(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        // A token has at least one byte, but for the first.
        int[] tokens = new int[bytes.Length + 1];
        fixed (byte* start = bytes)
        fixed (int* first = tokens)
        {
            return tokens[..llama_tokenize(vocabulary, start, bytes.Length, first, tokens.Length, addSpecial: true, parseSpecial: true)];
        }
    }

    /// <summary>The answer to a prompt, token by token, to the end that the model gives it or to the most tokens.</summary>
    /// <exception cref="InvalidOperationException">The library could not go on, for example because the context is full.</exception>
    public IEnumerable<LlamaToken> Answer(int[] prompt, Decoding decoding)
    {
        llama_memory_clear(llama_get_memory(context), data: true);
        nint sampler = Sampler(decoding);
        try
        {
            int[] read = prompt;
            for (int i = 0; i < decoding.MaxTokens; i++)
            {
                Read(read);
                int token = llama_sampler_sample(sampler, context, -1);
                read = [token];
                yield return Described(token, decoding.Alternatives);
                if (llama_vocab_is_eog(vocabulary, token))
                {
                    break;
                }
            }
        }
        finally
        {
            llama_sampler_free(sampler);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        llama_free(context);
        llama_model_free(model);
    }

    private static nint Sampler(Decoding decoding)
    {
        nint chain = llama_sampler_chain_init(1);
        if (decoding.Temperature == 0)
        {
            llama_sampler_chain_add(chain, llama_sampler_init_greedy());
            return chain;
        }

        llama_sampler_chain_add(chain, llama_sampler_init_top_k(decoding.TopK));
        llama_sampler_chain_add(chain, llama_sampler_init_top_p(decoding.TopP, 1));
        llama_sampler_chain_add(chain, llama_sampler_init_temp(decoding.Temperature));
        llama_sampler_chain_add(chain, llama_sampler_init_dist(decoding.Seed));
        return chain;
    }

    private void Read(int[] tokens)
    {
        fixed (int* first = tokens)
        {
            if (llama_decode(context, llama_batch_get_one(first, tokens.Length)) is var code and not 0)
            {
                throw new InvalidOperationException($"llama.cpp stopped with code {code}: {TakeErrors()}");
            }
        }
    }

    private LlamaToken Described(int token, int alternatives)
    {
        var logits = new ReadOnlySpan<float>(llama_get_logits_ith(context, -1), llama_vocab_n_tokens(vocabulary)).ToArray();
        double most = logits.Max();
        double all = most + Math.Log(logits.Sum(l => Math.Exp(l - most)));
        var likeliest = Enumerable.Range(0, logits.Length).OrderByDescending(t => logits[t]).Take(alternatives);
        return One(token, [.. likeliest.Select(t => One(t, []))]);

        LlamaToken One(int t, IReadOnlyList<LlamaToken> others) => new(Piece(t), logits[t] - all, others, llama_vocab_is_eog(vocabulary, t));
    }

    private byte[] Piece(int token)
    {
        byte* text = stackalloc byte[64];
        int length = llama_token_to_piece(vocabulary, token, text, 64, 0, special: false);
        return new ReadOnlySpan<byte>(text, length).ToArray();
    }
}
