using System.Text;

namespace CodeRed.Llama;

/// <summary>How the numbers of a tensor are written; the values are GGUF's.</summary>
public enum GgufTensorType : uint
{
    /// <summary>32-bit floats.</summary>
    F32 = 0,

    /// <summary>16-bit floats.</summary>
    F16 = 1,

    /// <summary>Blocks of 32 numbers: a 16-bit float scale, then 32 signed bytes to multiply it with.</summary>
    Q8_0 = 8,
}

/// <summary>A model file as llama.cpp reads it: named values, then tensors.</summary>
/// <remarks>GGUF version 3, as specified in ggml's docs/gguf.md: little-endian; a tensor begins at a multiple of 32 bytes from where the first one does.</remarks>
public sealed class GgufFile
{
    private const int Alignment = 32;

    private readonly List<(string Key, object Value)> values = [];
    private readonly List<(string Name, int[] Shape, GgufTensorType Type, byte[] Data)> tensors = [];

    /// <summary>Adds a named value: a <see cref="uint"/>, <see cref="int"/>, <see cref="float"/>, <see cref="bool"/> or <see cref="string"/>, or an array of one of the last four but bool.</summary>
    public void Add(string key, object value) => values.Add((key, value));

    /// <summary>Adds a tensor.</summary>
    /// <param name="shape">Its dimensions, the one that varies fastest first.</param>
    /// <param name="weights">As many as the shape has places; for <see cref="GgufTensorType.Q8_0"/> the first dimension is a multiple of 32.</param>
    public void AddTensor(string name, int[] shape, GgufTensorType type, ReadOnlySpan<float> weights) => tensors.Add((name, shape, type, Encode(type, weights)));

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)tensors.Count);
        writer.Write((ulong)values.Count);
        foreach (var (key, value) in values)
        {
            WriteText(writer, key);
            writer.Write(TypeOf(value));
            WriteValue(writer, value);
        }

        long offset = 0;
        foreach (var (name, shape, type, data) in tensors)
        {
            WriteText(writer, name);
            writer.Write((uint)shape.Length);
            Array.ForEach(shape, length => writer.Write((ulong)length));
            writer.Write((uint)type);
            writer.Write((ulong)offset);
            offset += Padded(data.Length);
        }

        Pad(writer);
        foreach (var (_, _, _, data) in tensors)
        {
            writer.Write(data);
            Pad(writer);
        }
    }

    private static byte[] Encode(GgufTensorType type, ReadOnlySpan<float> weights)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        switch (type)
        {
            case GgufTensorType.F32:
                foreach (float weight in weights)
                {
                    writer.Write(weight);
                }

                break;
            case GgufTensorType.F16:
                foreach (float weight in weights)
                {
                    writer.Write((Half)weight);
                }

                break;
            default:
                for (int i = 0; i < weights.Length; i += 32)
                {
                    WriteBlock(writer, weights.Slice(i, 32));
                }

                break;
        }

        return bytes.ToArray();
    }

    // The scale maps the largest of the block to 127; the steps are counted with the scale before it is rounded to 16 bits.
    private static void WriteBlock(BinaryWriter writer, ReadOnlySpan<float> weights)
    {
        float largest = 0;
        foreach (float weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        float scale = largest / 127;
        float steps = scale == 0 ? 0 : 1 / scale;
        writer.Write((Half)scale);
        foreach (float weight in weights)
        {
            writer.Write((sbyte)MathF.Round(weight * steps, MidpointRounding.AwayFromZero));
        }
    }

    private static uint TypeOf(object value) => value switch
    {
        uint => 4,
        int => 5,
        float => 6,
        bool => 7,
        string => 8,
        Array => 9,
        _ => throw new ArgumentException($"GGUF has no {value.GetType().Name} here.", nameof(value)),
    };

    private static void WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case uint number:
                writer.Write(number);
                break;
            case int number:
                writer.Write(number);
                break;
            case float number:
                writer.Write(number);
                break;
            case bool truth:
                writer.Write(truth);
                break;
            case string text:
                WriteText(writer, text);
                break;
            case Array { Length: > 0 } array:
                writer.Write(TypeOf(array.GetValue(0)!));
                writer.Write((ulong)array.Length);
                foreach (object element in array)
                {
                    WriteValue(writer, element);
                }

                break;
            default:
                throw new ArgumentException("An array needs an element to tell its type.", nameof(value));
        }
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;

    private static void Pad(BinaryWriter writer)
    {
        int position = (int)writer.BaseStream.Position;
        writer.Write(new byte[Padded(position) - position]);
    }
}
