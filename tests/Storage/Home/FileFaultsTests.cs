using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public class FileFaultsTests
{
    [Theory]
    [InlineData(28, "the disk is full")]
    [InlineData(30, "the file system is read-only")]
    [InlineData(122, "the disk quota is used up")]
    [InlineData(5, "Input/output error")]
    public void The_systems_number_becomes_a_sentence(int number, string sentence)
    {
        var fault = Assert.Throws<HomeUnavailableException>(() => FileFaults.Explained<int>("pictures/a.png", () => throw new IOException("Input/output error", number)));
        Assert.Equal($"pictures/a.png: {sentence}", fault.Message);
    }

    [Fact]
    public void Missing_permission_is_told_as_that()
    {
        var fault = Assert.Throws<HomeUnavailableException>(() => FileFaults.Explained<int>("pictures/a.png", () => throw new UnauthorizedAccessException()));
        Assert.Equal("pictures/a.png: it may not be read or written: check the permissions of the file and its folder", fault.Message);
    }

    [Fact]
    public void What_is_explained_already_is_not_explained_again()
    {
        var known = new HomeUnavailableException("known");
        Assert.Same(known, Assert.Throws<HomeUnavailableException>(() => FileFaults.Explained<int>("pictures/a.png", () => throw known)));
    }
}
