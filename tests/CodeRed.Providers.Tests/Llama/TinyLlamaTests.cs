using System.Security.Cryptography;
using CodeRed.Llama;

namespace CodeRed.Providers.Tests.Llama;

/// <summary>The model that the tests ask is what it claims to be.</summary>
public sealed class TinyLlamaTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("codered-llama-");

    [Theory]
    [InlineData(GgufTensorType.F16, "1725f10c7ca705ff1ebe3f67222f40aaf6db3286b9bd967e0129502a2053f9e5")]
    [InlineData(GgufTensorType.Q8_0, "ef10bc1e04f67652f522f5d058cb7235cee051457e959d1a42bfee4de10e9b67")]
    public void A_seed_gives_the_same_file_to_the_byte(GgufTensorType type, string hash)
    {
        byte[] file = Bytes(1, type);

        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(file)));
        Assert.NotEqual(file, Bytes(2, type));
        Assert.InRange(file.Length, 1, 1_000_000);
    }

    [Fact]
    public void The_rounded_file_is_what_llama_cpp_s_own_quantizer_makes_of_the_other()
    {
        Assert.SkipWhen(LlamaModel.Absence is not null, LlamaModel.Absence ?? "");
        string rounded = Path.Combine(folder.FullName, "rounded.gguf");

        LlamaModel.Quantize(Written(Bytes(1, GgufTensorType.F16)), rounded);

        Assert.Equal(File.ReadAllBytes(rounded), Bytes(1, GgufTensorType.Q8_0));
    }

    [Theory]
    [InlineData(GgufTensorType.F16)]
    [InlineData(GgufTensorType.Q8_0)]
    public void Llama_cpp_loads_it_and_any_text_has_an_answer(GgufTensorType type)
    {
        Assert.SkipWhen(LlamaModel.Absence is not null, LlamaModel.Absence ?? "");
        using var model = LlamaModel.Load(Written(Bytes(1, type)), TinyLlama.ContextLength);

        Assert.All(["", "banana", "What is 6 × 7?", "六乘七等於多少？", "👩‍👩‍👧 \0\u0007\r\n\t", "<|im_end|>"], text =>
        {
            int[] tokens = model.Tokens(model.Prompt([("user", text)]));

            Assert.DoesNotContain(0, tokens);
            Assert.NotEmpty(model.Answer(tokens, new(8)));
        });
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused_in_llama_cpp_s_words()
    {
        Assert.SkipWhen(LlamaModel.Absence is not null, LlamaModel.Absence ?? "");
        string path = Written(Bytes(1, GgufTensorType.F16)[..10_000]);

        Assert.StartsWith($"{path}: gguf_init_from_reader: failed to read tensor info", Assert.Throws<InvalidDataException>(() => LlamaModel.Load(path, 64)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static byte[] Bytes(ulong seed, GgufTensorType type)
    {
        using var stream = new MemoryStream();
        TinyLlama.Make(seed, type).Write(stream);
        return stream.ToArray();
    }

    private string Written(byte[] file)
    {
        string path = Path.Combine(folder.FullName, "model.gguf");
        File.WriteAllBytes(path, file);
        return path;
    }
}
