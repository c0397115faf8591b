// Makes votes.csv: SIMULATED votes between made-up models, evidence of nothing.
//
//   dotnet run examples/votes/simulate.cs -- examples/votes
#:property PublishAot=false
string folder = args is [var named] ? named : ".";
(string Name, double Strength, double Share)[] models =
    [("amber", .9, 5), ("basalt", .6, 5), ("cedar", .1, 5), ("dune", -.4, 5), ("ember", -.6, 5), ("fjord", .8, .4)]; // fjord is new
var random = new Random(2);

// Each prompt shifts every model's strength a little, so that its votes have something in common.
double[][] shifts = [.. Enumerable.Range(0, 120).Select(_ => models.Select(_ => .5 * Normal()).ToArray())];
using var file = new StreamWriter(Path.Combine(folder, "votes.csv")) { NewLine = "\n" };
file.WriteLine("prompt,voter,model_a,model_b,winner");
for (int i = 0; i < 1500; i++)
{
    int prompt = random.Next(shifts.Length);
    int first = Drawn();
    int second = Drawn();
    while (second == first)
    {
        second = Drawn();
    }

    // Davidson's model with nu = 0.7.
    double half = (models[first].Strength + shifts[prompt][first] - models[second].Strength - shifts[prompt][second]) / 2;
    var (win, tie, loss) = (Math.Exp(half), .7, Math.Exp(-half));
    double u = random.NextDouble() * (win + tie + loss);
    file.WriteLine($"p{prompt + 1:000},v{random.Next(200) + 1:000},{models[first].Name},{models[second].Name},{(u < win ? "model_a" : u < win + tie ? "tie" : "model_b")}");
}

int Drawn()
{
    double u = random.NextDouble() * models.Sum(m => m.Share);
    int model = 0;
    while ((u -= models[model].Share) > 0)
    {
        model++;
    }

    return model;
}

double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
