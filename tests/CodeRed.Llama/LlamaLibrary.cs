using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CodeRed.Llama;

/// <summary>llama.cpp's own library, as far as it is used here.</summary>
/// <remarks>
/// The declarations are those of llama.h at version 0.4.0, which ./install pins. Of the structures that are passed by value only the members that
/// are set here are named; the library fills in the others, and their sizes are those of that version.
/// </remarks>
internal static unsafe partial class LlamaLibrary
{
    private const string Llama = "libllama.v0.4.0.so";
    private const string Ggml = "libggml.v0.4.0.so";
    private const string FolderVariable = "CODERED_LLAMA";

    private static readonly string Folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : InstalledFolder();
    private static readonly Lazy<bool> Loaded = new(LoadOnce);
    private static string errors = "";

    /// <summary>Why there is no library to use; null when there is one.</summary>
    public static string? Absence =>
        !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 ? "The llama.cpp library that these tests load is for Linux x64 only."
        : File.Exists(Path.Combine(Folder, Llama)) ? null
        : $"There is no {Llama} in {Folder}. With npm, tests/CodeRed.Llama/install puts it into artifacts/llama; {FolderVariable} names another folder.";

    /// <summary>The errors that the library has written to its log since they were last taken.</summary>
    public static string TakeErrors() => Interlocked.Exchange(ref errors, "");

    /// <summary>Loads the library, the first time it is called.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or not the one that the declarations are for.</exception>
    public static void Load() => _ = Loaded.Value;

    private static bool LoadOnce()
    {
        if (Absence is { } absence)
        {
            throw new InvalidOperationException(absence);
        }

        NativeLibrary.SetDllImportResolver(typeof(LlamaLibrary).Assembly, (name, _, _) => NativeLibrary.Load(Path.Combine(Folder, name)));
        llama_log_set(&Log, 0);

        // The package has a build for each kind of processor. The plain one runs on all of them and computes the same there.
        if (ggml_backend_load(Path.Combine(Folder, "libggml-cpu-x64.so")) == 0
            || llama_context_default_params() is not { ContextLength: 512, BatchLength: 2048, PhysicalBatchLength: 512 })
        {
            throw new InvalidOperationException($"The library in {Folder} is not the one that the tests were written for: {TakeErrors()}");
        }

        llama_backend_init();
        return true;
    }

    private static string InstalledFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CodeRed.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts/llama/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Log(int level, byte* text, nint data)
    {
        const int error = 4;
        if (level == error)
        {
            errors = $"{errors} {Marshal.PtrToStringUTF8((nint)text)?.Trim()}".Trim();
        }
    }

    [StructLayout(LayoutKind.Sequential, Size = 80)]
    internal struct ModelParameters;

    [StructLayout(LayoutKind.Explicit, Size = 160)]
    internal struct ContextParameters
    {
        [FieldOffset(0)]
        public uint ContextLength;
        [FieldOffset(4)]
        public uint BatchLength;
        [FieldOffset(8)]
        public uint PhysicalBatchLength;
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    internal struct QuantizeParameters
    {
        public int Threads;
        public int FileType;
    }

    [StructLayout(LayoutKind.Sequential, Size = 56)]
    internal struct Batch;

    [StructLayout(LayoutKind.Sequential)]
    internal struct ChatMessage
    {
        public nint Role;
        public nint Content;
    }

    [LibraryImport(Ggml, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ggml_backend_load(string path);

    [LibraryImport(Llama)]
    internal static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint data);

    [LibraryImport(Llama)]
    internal static partial void llama_backend_init();

    [LibraryImport(Llama)]
    internal static partial nint llama_version();

    [LibraryImport(Llama)]
    internal static partial ModelParameters llama_model_default_params();

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_model_load_from_file(string path, ModelParameters parameters);

    [LibraryImport(Llama)]
    internal static partial void llama_model_free(nint model);

    [LibraryImport(Llama)]
    internal static partial QuantizeParameters llama_model_quantize_default_params();

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint llama_model_quantize(string from, string to, in QuantizeParameters parameters);

    [LibraryImport(Llama)]
    internal static partial nint llama_model_get_vocab(nint model);

    [LibraryImport(Llama)]
    internal static partial byte* llama_model_chat_template(nint model, nint name);

    [LibraryImport(Llama)]
    internal static partial int llama_chat_apply_template(byte* template, ChatMessage* messages, nuint count, [MarshalAs(UnmanagedType.U1)] bool askForAnswer, byte* text, int length);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_n_tokens(nint vocabulary);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_vocab_is_eog(nint vocabulary, int token);

    [LibraryImport(Llama)]
    internal static partial int llama_tokenize(
        nint vocabulary, byte* text, int length, int* tokens, int most, [MarshalAs(UnmanagedType.U1)] bool addSpecial, [MarshalAs(UnmanagedType.U1)] bool parseSpecial);

    [LibraryImport(Llama)]
    internal static partial int llama_token_to_piece(nint vocabulary, int token, byte* text, int length, int strip, [MarshalAs(UnmanagedType.U1)] bool special);

    [LibraryImport(Llama)]
    internal static partial ContextParameters llama_context_default_params();

    [LibraryImport(Llama)]
    internal static partial nint llama_init_from_model(nint model, ContextParameters parameters);

    [LibraryImport(Llama)]
    internal static partial void llama_free(nint context);

    [LibraryImport(Llama)]
    internal static partial void llama_set_n_threads(nint context, int threads, int batchThreads);

    [LibraryImport(Llama)]
    internal static partial nint llama_get_memory(nint context);

    [LibraryImport(Llama)]
    internal static partial void llama_memory_clear(nint memory, [MarshalAs(UnmanagedType.U1)] bool data);

    [LibraryImport(Llama)]
    internal static partial Batch llama_batch_get_one(int* tokens, int count);

    [LibraryImport(Llama)]
    internal static partial int llama_decode(nint context, Batch batch);

    [LibraryImport(Llama)]
    internal static partial float* llama_get_logits_ith(nint context, int place);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_chain_init(byte parameters);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_chain_add(nint chain, nint sampler);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_greedy();

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_top_k(int k);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_top_p(float p, nuint least);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_temp(float temperature);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_dist(uint seed);

    [LibraryImport(Llama)]
    internal static partial int llama_sampler_sample(nint chain, nint context, int place);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_free(nint chain);
}
