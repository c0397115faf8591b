using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CodeRed.Architecture.Tests;

/// <summary>What a built assembly refers to and defines, read from its metadata: no spelling in the source can hide it.</summary>
internal sealed class BuiltAssembly
{
    private BuiltAssembly(MetadataReader reader)
    {
        References = [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
        UsedTypes = [.. reader.TypeReferences.Select(handle => NameOf(reader, handle)).Distinct()];
        UsedMembers = [.. reader.MemberReferences.Select(handle => NameOf(reader, reader.GetMemberReference(handle))).Distinct()];
        DefinedTypes = [.. reader.TypeDefinitions.Select(handle => reader.GetString(reader.GetTypeDefinition(handle).Name))
            .Where(name => !name.Contains('<', StringComparison.Ordinal))];
    }

    /// <summary>Names of the assemblies it needs.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Full names of the types of other assemblies that it mentions.</summary>
    public IReadOnlyList<string> UsedTypes { get; }

    /// <summary>
    /// Members of other assemblies that it calls, as <c>Namespace.Type.Member</c>; constructors are followed by the
    /// kinds of their parameters, <c>string</c> or <c>_</c>: <c>System.IO.StreamReader..ctor(string)</c>.
    /// </summary>
    public IReadOnlyList<string> UsedMembers { get; }

    /// <summary>Simple names of the types it defines, without those that the compiler made.</summary>
    public IReadOnlyList<string> DefinedTypes { get; }

    public static BuiltAssembly Open(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        using PEReader file = new(File.OpenRead(path));
        return new BuiltAssembly(file.GetMetadataReader());
    }

    private static string NameOf(MetadataReader reader, MemberReference member)
    {
        string name = reader.GetString(member.Name);
        string type = member.Parent.Kind switch
        {
            HandleKind.TypeReference => NameOf(reader, (TypeReferenceHandle)member.Parent),
            HandleKind.TypeSpecification => GenericTypeOf(reader, (TypeSpecificationHandle)member.Parent),
            _ => "",
        };
        return name == ".ctor" ? $"{type}.{name}({string.Join(",", ParametersOf(reader, member))})" : $"{type}.{name}";
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return $"{NameOf(reader, (TypeReferenceHandle)type.ResolutionScope)}+{name}";
        }

        string space = reader.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }

    private static string GenericTypeOf(MetadataReader reader, TypeSpecificationHandle handle)
    {
        BlobReader blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return "";
        }

        blob.ReadByte(); // class or value type
        EntityHandle type = blob.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? NameOf(reader, (TypeReferenceHandle)type) : "";
    }

    // Only the first parameter is told apart, and only a string: enough to tell a path from a stream.
    private static IEnumerable<string> ParametersOf(MetadataReader reader, MemberReference constructor)
    {
        BlobReader blob = reader.GetBlobReader(constructor.Signature);
        blob.ReadSignatureHeader();
        int count = blob.ReadCompressedInteger();
        blob.ReadSignatureTypeCode(); // a constructor returns void
        return count == 0 ? [] : [blob.ReadSignatureTypeCode() == SignatureTypeCode.String ? "string" : "_", .. Enumerable.Repeat("_", count - 1)];
    }
}
